/** What a listener's rule asks of a request, and what it does with one. */

/** Values are alternatives: any of them is enough (ELB API reference, RuleCondition). */
export type RuleCondition =
  | { field: 'host-header' | 'path-pattern' | 'http-request-method' | 'source-ip'; values: readonly string[] }
  | { field: 'http-header'; name: string; values: readonly string[] }
  | { field: 'query-string'; values: readonly QueryPair[] };

/** Without a key: the value of any. */
export interface QueryPair {
  key?: string;
  value: string;
}

/** The keywords `#{protocol}`, `#{host}`, `#{port}`, `#{path}` and `#{query}` stand for what the request has. */
export interface Redirect {
  type: 'redirect';
  /** `HTTP`, `HTTPS` or `#{protocol}` */
  protocol: string;
  port: string;
  host: string;
  path: string;
  /** Without the question mark. */
  query: string;
  status: 301 | 302;
}

export interface FixedResponse {
  type: 'fixed-response';
  status: number;
  contentType?: string;
  body?: string;
}

export type RuleAction = { type: 'forward'; targetGroupArn: string } | Redirect | FixedResponse;

export const forwardTo = (targetGroupArn: string): RuleAction => ({ type: 'forward', targetGroupArn });

export const onPaths = (...values: string[]): RuleCondition[] => [{ field: 'path-pattern', values }];

/** What rules may ask of a request beside its path. */
export interface RequestDetails {
  method?: string;
  /** Of the Host header, without a port. */
  host?: string;
  /** Without the question mark. */
  query?: string;
  /** Where the connection comes from. */
  sourceIp?: string;
  /** The values of each header, by its name in lower case. */
  headers?: Record<string, string[]>;
}

export interface RoutedRequest extends RequestDetails {
  path: string;
}

/** What the rules of a listener look at, beside method and path. */
export interface Interests {
  host: boolean;
  query: boolean;
  sourceIp: boolean;
  /** In lower case. */
  headers: readonly string[];
}

/** Undefined where path and method are all: so it is for most, and what nobody looks at need not be kept. */
export function interestsOf(
  rules: readonly { conditions: readonly RuleCondition[]; action: RuleAction }[],
): Interests | undefined {
  let interests: { host: boolean; query: boolean; sourceIp: boolean; headers: string[] } | undefined;
  const own = (): NonNullable<typeof interests> =>
    (interests ??= { host: false, query: false, sourceIp: false, headers: [] });
  for (const { conditions, action } of rules) {
    if (action.type === 'redirect') own().host = own().query = true;
    for (const condition of conditions)
      if (condition.field === 'host-header') own().host = true;
      else if (condition.field === 'query-string') own().query = true;
      else if (condition.field === 'source-ip') own().sourceIp = true;
      else if (condition.field === 'http-header') own().headers.push(condition.name.toLowerCase());
  }
  return interests;
}
