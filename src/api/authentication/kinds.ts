// Twin of pkg/registry/authentication/tokenreview/storage.go and selfsubjectreview/rest.go, Kubernetes v1.35.4.
import type { FieldErrors } from '../../kube/field-error.js';
import type { SelfSubjectReview, TokenReview } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { type Kinds, kindOf } from '../kind.js';

/** The kinds of authentication.k8s.io/v1: answered, never stored. */
export const authenticationKinds: Kinds = new Map([
  [
    'TokenReview',
    kindOf<TokenReview>({ namespaced: false, isStored: false, admit: admitTokenReview, validate: () => {} }),
  ],
  ['SelfSubjectReview', kindOf<SelfSubjectReview>({ namespaced: false, isStored: false, validate: () => {} })],
]);

function admitTokenReview(review: TokenReview, _context: ApiContext, errors: FieldErrors): void {
  if ((review.spec?.token ?? '') !== '') return;
  const detail = 'token is required for TokenReview in authentication';
  errors.push({ type: 'BadRequest', path: undefined, value: undefined, detail });
}
