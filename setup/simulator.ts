/** `npm run simulator`: the workshop's lab in memory for command lines and consoles, until Ctrl-C. */
import { once } from 'node:events';
import { simulatedLab } from '../fixtures/simulated-lab';
import { run } from '../simulator/serve';

// The SDK would advise a newer Node each time that it is started.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

void run(simulatedLab, process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  // A second signal ends the process at once, as the first would have.
  stopped: async () => void (await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])),
}).then((code) => {
  process.exitCode = code;
});
