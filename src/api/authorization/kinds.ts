import type {
  LocalSubjectAccessReview,
  SelfSubjectAccessReview,
  SelfSubjectRulesReview,
  SubjectAccessReview,
} from '../../kube/types.generated.js';
import { type Kinds, kindOf } from '../kind.js';
import {
  admitSelfSubjectRulesReview,
  validateLocalSubjectAccessReview,
  validateSelfSubjectAccessReview,
  validateSubjectAccessReview,
} from './access-review.js';

/** The kinds of authorization.k8s.io/v1: answered, never stored. */
export const authorizationKinds: Kinds = new Map([
  [
    'SubjectAccessReview',
    kindOf<SubjectAccessReview>({ namespaced: false, isStored: false, validate: validateSubjectAccessReview }),
  ],
  [
    'SelfSubjectAccessReview',
    kindOf<SelfSubjectAccessReview>({ namespaced: false, isStored: false, validate: validateSelfSubjectAccessReview }),
  ],
  [
    'LocalSubjectAccessReview',
    kindOf<LocalSubjectAccessReview>({ namespaced: true, isStored: false, validate: validateLocalSubjectAccessReview }),
  ],
  [
    'SelfSubjectRulesReview',
    kindOf<SelfSubjectRulesReview>({
      namespaced: false,
      isStored: false,
      admit: admitSelfSubjectRulesReview,
      validate: () => {},
    }),
  ],
]);
