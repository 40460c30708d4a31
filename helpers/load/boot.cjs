/** The part of the load thread that Node loads as it is: it makes TypeScript readable, and hands over to worker.ts. */
'use strict';

require('esbuild-register/dist/node').register({ target: 'node20' });
require('./worker.ts');
