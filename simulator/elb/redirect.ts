/** Where a redirect leads: its keywords, filled in from the request. */
import type { Listener } from './model';
import type { Redirect, RoutedRequest } from './rules';

/** What a component is that is not sent: it keeps that of the request (ELB API reference, RedirectActionConfig). */
export const KEPT = {
  protocol: '#{protocol}',
  port: '#{port}',
  host: '#{host}',
  path: '/#{path}',
  query: '#{query}',
} as const;

/**
 * The value of the Location header. The port is always in it: observed of application load balancers, `:443` too.
 * `#{path}` is without its leading slash (ELB API reference, RedirectActionConfig).
 * @param host of a request that names none
 */
export function locationOf(
  redirect: Redirect,
  listener: Pick<Listener, 'protocol' | 'port'>,
  request: RoutedRequest,
  host: string,
): string {
  const values: Record<string, string> = {
    protocol: listener.protocol,
    port: String(listener.port),
    host: request.host ?? host,
    path: request.path.replace(/^\//, ''),
    query: request.query ?? '',
  };
  const filled = (text: string): string =>
    text.replace(/#\{(\w+)\}/g, (keyword, name: string) => values[name] ?? keyword);
  const { protocol, port, path, query } = redirect;
  const asked = filled(query);
  const target = `${filled(protocol).toLowerCase()}://${filled(redirect.host)}:${filled(port)}${filled(path)}`;
  return asked === '' ? target : `${target}?${asked}`;
}

/** Whether every request would be led to where it came from: the query alone makes no difference (same page). */
export const isLoop = (
  { protocol, port, host, path }: Redirect,
  listener: Pick<Listener, 'protocol' | 'port'>,
): boolean =>
  (protocol === KEPT.protocol || protocol === listener.protocol) &&
  (port === KEPT.port || port === String(listener.port)) &&
  host === KEPT.host &&
  path === KEPT.path;
