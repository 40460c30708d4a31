/** Where the simulator's doors are: host names, and the addresses that clients are told. */

export const LOOPBACK = '127.0.0.1';

/** Whether nothing but this machine can reach what listens there. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host);

/** The address of a door for clients of this machine: one that is open on every interface is named by the loopback. */
export function urlOf(host: string, port: number): string {
  const reached = host === '0.0.0.0' || host === '::' ? LOOPBACK : host;
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`;
}
