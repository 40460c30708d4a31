/** After the last chapter: completes the run's report, unless the run is being cut short. */
'use strict';

const { channel } = require('node:diagnostics_channel');

/**
 * Not in TypeScript: a Ctrl-C at a terminal ends the compiler's process too (esbuild), and a file that can't be compiled any more
 * would end this one while it still puts back what it has changed.
 */
module.exports = function globalTeardown() {
  // As fixtures/cut-short.ts has it. Such a run has not come to its end, and its page is drawn by `npm run report`.
  if (channel('ecs-autoscaling-lab-acceptance:changes').cutShort) return;
  require('./complete-run.ts').completeRun(require('./reporters/exit-code.cjs').ended);
};
