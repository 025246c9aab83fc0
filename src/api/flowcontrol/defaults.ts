// Twin of pkg/apis/flowcontrol/v1/defaults.go, Kubernetes v1.35.4.
import type { FlowSchema, PriorityLevelConfiguration, QueuingConfiguration } from '../../kube/types.generated.js';

/** A FlowSchema with the server's defaults. */
export function withFlowSchemaDefaults(schema: FlowSchema): FlowSchema {
  return { ...schema, spec: { ...schema.spec, matchingPrecedence: schema.spec?.matchingPrecedence || 1000 } };
}

/** A PriorityLevelConfiguration with the server's defaults. */
export function withPriorityLevelDefaults(level: PriorityLevelConfiguration): PriorityLevelConfiguration {
  const { limited, exempt } = level.spec ?? {};
  const queuing = limited?.limitResponse?.queuing;
  return {
    ...level,
    spec: {
      ...level.spec,
      ...(limited !== undefined && {
        limited: {
          ...limited,
          nominalConcurrencyShares: limited.nominalConcurrencyShares ?? 30,
          lendablePercent: limited.lendablePercent ?? 0,
          ...(queuing !== undefined && {
            limitResponse: { ...limited.limitResponse, queuing: withQueuingDefaults(queuing) },
          }),
        },
      }),
      ...(exempt !== undefined && {
        exempt: {
          ...exempt,
          nominalConcurrencyShares: exempt.nominalConcurrencyShares ?? 0,
          lendablePercent: exempt.lendablePercent ?? 0,
        },
      }),
    },
  };
}

function withQueuingDefaults(queuing: QueuingConfiguration): QueuingConfiguration {
  const { handSize, queues, queueLengthLimit } = queuing;
  return { handSize: handSize || 8, queues: queues || 64, queueLengthLimit: queueLengthLimit || 50 };
}
