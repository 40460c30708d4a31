/** `npm run restore` as a command: what it can't be told, it says so. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(__dirname, '..');
const restore = (...args: string[]) =>
  spawnSync(process.execPath, ['-r', 'esbuild-register', 'setup/restore.ts', ...args], { cwd: root, encoding: 'utf8' });

it.each([[['--dry']], [['DEMOGO-ECS']], [['--dry-run', '--now']]])('refuses %p, and touches nothing', (args) => {
  const { status, stdout, stderr } = restore(...args);
  expect(status).toBe(2);
  expect(stderr).toBe('Usage: npm run restore [-- --dry-run]\n');
  expect(stdout).toBe('');
});
