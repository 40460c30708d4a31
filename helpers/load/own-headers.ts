/** The header lines that the generator writes itself, or never: no plan may set them. */

/**
 * By lower-case name, and what to do instead in an ab line. How a response ends hangs on some of them, and a second
 * line of the same name would make the request ambiguous.
 */
const OWN_HEADERS: Readonly<Record<string, string>> = {
  // Which hosts may be loaded is decided by the URL.
  host: 'it is that of the URL; change the URL',
  'user-agent': 'the load is known by it, in access logs and to the lab; leave it out',
  accept: 'it is */*; leave it out',
  connection: 'use -k to keep connections alive, or leave it out',
  'content-length': 'no request has a body; leave it out',
  'transfer-encoding': 'no request has a body; leave it out',
  expect: 'no request has a body; leave it out',
  upgrade: 'the protocol stays HTTP/1; leave it out',
};

export const ownHeaders = Object.keys(OWN_HEADERS);

/** What to do instead of setting the header; undefined if a plan may set it. */
export function insteadOfHeader(name: string): string | undefined {
  const key = name.toLowerCase();
  return Object.hasOwn(OWN_HEADERS, key) ? OWN_HEADERS[key] : undefined;
}
