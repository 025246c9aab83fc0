import type { EventV1 } from '../../kube/types.generated.js';
import { type Kinds, kindOf } from '../kind.js';
import { validateEvent } from './event.js';

/** The kinds of events.k8s.io/v1. */
export const eventsKinds: Kinds = new Map([['Event', kindOf<EventV1>({ namespaced: true, validate: validateEvent })]]);
