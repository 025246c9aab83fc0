// Twin of SetDefaults_CustomResourceDefinition: k8s.io/apiextensions-apiserver v0.35.4
// pkg/apis/apiextensions/v1/defaults.go.
import type { CustomResourceDefinition } from '../../kube/types.generated.js';

/** A CustomResourceDefinition with the server's defaults: names made of the kind, no conversion. */
export function withCustomResourceDefinitionDefaults(definition: CustomResourceDefinition): CustomResourceDefinition {
  const spec = definition.spec ?? {};
  const { names = {}, conversion } = spec;
  const { kind = '' } = names;
  const client = conversion?.webhook?.clientConfig;
  const service = client?.service;
  return {
    ...definition,
    spec: {
      ...spec,
      names: {
        ...names,
        singular: names.singular || kind.toLowerCase(),
        listKind: names.listKind || (kind === '' ? '' : `${kind}List`),
      },
      conversion:
        service === undefined
          ? (conversion ?? { strategy: 'None' })
          : {
              ...conversion,
              webhook: {
                ...conversion?.webhook,
                clientConfig: { ...client, service: { ...service, port: service.port ?? 443 } },
              },
            },
    },
  };
}
