/** `npm run provision`, `npm run verify`, `npm run inspect`: the chapters at one depth; with `--dry-run`, what that would do. */
import { run } from 'jest';
import { chapterNames, dryRun } from '../fixtures/dry-run';
import { readSettings, type Settings } from '../fixtures/settings';
import { NotReady, messageOf } from '../helpers/errors';

/** As Jest's runs end (setup/reporters/exit-code.cjs, jest.config.ts). */
const codes = { unusable: 2, notReady: 3, toolFailed: 4 };

// The SDK would advise a newer Node each time that it is started.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

// Started by a roster, it has a channel to it: when the roster is gone, even by a kill, it puts back what it changed and ends. The channel
// alone keeps no run alive.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();

async function main([depth = '', ...rest]: string[]): Promise<void> {
  // An empty one, from a variable that is not set, would mean the depth that changes the most.
  if (depth === '') return end(codes.unusable, 'The depth is missing: provision, verify or inspect.');
  process.env.LAB_DEPTH = depth;
  if (!rest.includes('--dry-run')) return run(rest);
  const [chapter, ...more] = rest
    .filter((word) => word !== '--dry-run')
    .map((word) => word.replace(/^specs\/|\.spec\.ts$/g, ''));
  if (more.length > 0 || (chapter && !chapterNames.includes(chapter)))
    return end(
      codes.unusable,
      `--dry-run takes one chapter at most (${chapterNames.join(' or ')}), found ${[chapter, ...more].join(' ')}.`,
    );
  let settings: Settings;
  try {
    settings = readSettings(process.env);
  } catch (error) {
    return end(codes.unusable, messageOf(error));
  }
  try {
    const ready = await dryRun(settings, chapter, (line) => process.stdout.write(`${line}\n`));
    if (!ready) end(codes.notReady, 'The run would end here. Nothing was changed, and nothing sent.');
  } catch (error) {
    end(error instanceof NotReady ? codes.notReady : codes.toolFailed, messageOf(error));
  }
}

function end(code: number, sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = code;
}

void main(process.argv.slice(2));
