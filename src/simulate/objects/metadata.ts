/** Labels or annotations. Keys come from manifests: test with `Object.hasOwn`. */
export type Labels = Readonly<Record<string, string>>;

/** Who an object belongs to. At most one owner is the controller. */
export interface OwnerReference {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  /** The owner's key among its kind. */
  readonly key: string;
  readonly controller: boolean;
}

/** `metadata` as the world keeps it. Times are virtual milliseconds; `namespace` is `''` for cluster-scoped kinds. */
export interface Metadata {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  /** Objects are numbered in order of creation; no two have the same number. */
  readonly serial: number;
  /** `namespace/name`: the object's key among its kind. */
  readonly key: string;
  readonly generation: number;
  readonly creationTimestamp: number;
  /** When the deletion was asked for; the object stays until its finalizers and its kubelet let it go. */
  readonly deletionTimestamp: number | undefined;
  /** How long after `deletionTimestamp` a Pod may take at most. */
  readonly deletionGraceMs: number | undefined;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly ownerReferences: readonly OwnerReference[];
  readonly finalizers: readonly string[];
}

/** The owner that manages the object, as `metav1.GetControllerOf`. */
export function controllerOf(metadata: Metadata): OwnerReference | undefined {
  for (const owner of metadata.ownerReferences) if (owner.controller) return owner;
  return undefined;
}

/** A time as the API shows it: `metav1.Time` keeps whole seconds. Milliseconds in, milliseconds out. */
export function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}
