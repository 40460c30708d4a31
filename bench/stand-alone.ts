/** The stand-alone simulator, in a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

export interface StandAlone {
  /** Of AWS's API. */
  endpoint: string;
  /** Of the load balancer, without a slash at its end. */
  url: string;
  end(): Promise<void>;
}

/**
 * @param pace lab seconds a second
 * @param scenario `path#name` of what all its labs are; the workshop's without
 */
export async function startSimulator(pace: number, scenario?: string): Promise<StandAlone> {
  const args = ['-r', 'esbuild-register', 'setup/simulator.ts', '--port', '0', '--pace', String(pace)];
  if (scenario !== undefined) args.push('--scenario', scenario);
  const child = spawn(process.execPath, args, { cwd: resolve(__dirname, '..'), stdio: ['ignore', 'pipe', 'inherit'] });
  const end = async (): Promise<void> => {
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  };
  let text = '';
  for await (const piece of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    text += String(piece);
    const [endpoint, url] = new Set(text.match(/http:\/\/127\.0\.0\.1:\d+/g));
    if (endpoint && url) {
      child.stdout.resume();
      return { endpoint, url, end };
    }
  }
  throw new Error(`Expected the simulator to print two addresses, found:\n${text}`);
}
