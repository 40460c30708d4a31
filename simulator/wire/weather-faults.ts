/** What AWS says where it fails for reasons that are not the request's: throttling, its own failures, old credentials. */
import { errorSchema, modelled, unmodelled, type Fault } from './fault';
import type { Wire } from './protocols';

export type Trouble = 'throttled' | 'failing' | 'unavailable' | 'expired';

/** How the services' models name their own failure: ECS, Application Auto Scaling, CloudWatch. */
const OWN_FAILURES = ['ServerException', 'InternalServiceException', 'InternalServiceFault'];

/**
 * The trouble as a service tells it in a protocol.
 *
 * - throttled: 400, "Rate exceeded". ThrottlingException in JSON and CBOR (ECS developer guide, "Request throttling for
 *   the Amazon ECS API"; Application Auto Scaling and CloudWatch API references, Common Errors), Throttling in Query (observed
 *   of Elastic Load Balancing, as in kubernetes-sigs/aws-load-balancer-controller issue 1871). CloudWatch has a Query
 *   code for its JSON and CBOR answers too; that it is Throttling there is inferred.
 * - failing: 500, by the name that the service's own model has: ECS ServerException, Application Auto Scaling
 *   InternalServiceException, CloudWatch InternalServiceFault. Auto Scaling and Elastic Load Balancing model none, and
 *   say InternalFailure (API references, Common Errors). That the modelled ones have the same text is inferred.
 * - unavailable: 503 ServiceUnavailable (API references, Common Errors).
 * - expired: ExpiredToken, 403, in Query (observed of IAM and STS) and ExpiredTokenException, 400, in JSON and CBOR
 *   (observed of other JSON services).
 *
 * @param sdk the service's client module, which has the schemas of its exceptions
 */
export function troubleOf(trouble: Trouble, sdk: object, wire: Wire): Fault {
  switch (trouble) {
    case 'throttled':
      return unmodelled('ThrottlingException', 400, 'Rate exceeded', 'Throttling');
    case 'failing': {
      const text = 'The request processing has failed because of an unknown error, exception or failure.';
      const own = OWN_FAILURES.map((name) => errorSchema(sdk, name)).find((schema) => schema !== undefined);
      return own ? modelled(own, text) : unmodelled('InternalFailure', 500, text);
    }
    case 'unavailable':
      return unmodelled('ServiceUnavailable', 503, 'The request has failed due to a temporary failure of the server.');
    case 'expired': {
      const status = wire === 'query' ? 403 : 400;
      const text = 'The security token included in the request is expired';
      return unmodelled('ExpiredTokenException', status, text, 'ExpiredToken');
    }
  }
}
