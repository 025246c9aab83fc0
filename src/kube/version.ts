/** A Kubernetes release that manifests are judged against; `patch` matters to a few feature gates only. */
export interface KubernetesVersion {
  readonly minor: number;
  readonly patch: number;
}
