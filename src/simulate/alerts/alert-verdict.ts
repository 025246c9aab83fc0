/** What becomes of an alert in a forecast. Times are virtual milliseconds, as exact as scrapes and evaluations are frequent. */

/** An alert that fires for one thing. */
export interface FiringAlert {
  /** `Deployment/web`, `Pod/web-1 (app)`; '' if the alert's labels name nothing. */
  readonly subject: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Since when the expression is true. */
  readonly trueSince: number;
  readonly firesAt: number;
  /** When it stops; `undefined` while it fires at the end. */
  readonly resolvedAt: number | undefined;
  /** What the expression compares: `kube_deployment_spec_replicas 4 != … 2`. */
  readonly why: string;
}

/** One alerting rule. */
export interface AlertVerdict {
  readonly file: string;
  /** Of the PrometheusRule. */
  readonly namespace: string;
  readonly rule: string;
  readonly group: string;
  readonly alert: string;
  readonly severity: string;
  readonly outcome: 'fires' | 'silent' | 'unknown';
  /** Why nobody knows; how close it came where it stays silent. */
  readonly reason: string;
  readonly firing: readonly FiringAlert[];
  /** Until then it was watched. */
  readonly watchedUntil: number;
}
