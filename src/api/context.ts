import type { KubernetesVersion } from '../kube/version.js';

/** What a validation knows beside the object: the API server's release. Gates and changes between minors hang on it. */
export interface ApiContext {
  readonly version: KubernetesVersion;
}
