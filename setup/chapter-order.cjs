/** Runs the chapters in the workshop's order, and tells which they are: the second begins with what the first has left. */
'use strict';

const { basename } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

const ORDER = ['service-autoscaling', 'cluster-autoscaling'];

/** Jest's own order would begin with what failed last time. */
class ChapterOrder extends Sequencer {
  sort(tests) {
    const place = ({ path }) => {
      const found = ORDER.findIndex((chapter) => basename(path).startsWith(chapter));
      return found < 0 ? ORDER.length : found;
    };
    const sorted = [...tests].sort((a, b) => place(a) - place(b));
    // Only here is it known which chapters this run has (fixtures/chapter.ts).
    process.env.LAB_RUN_CHAPTERS = ORDER.filter((chapter) =>
      sorted.some(({ path }) => basename(path).startsWith(chapter)),
    ).join();
    return sorted;
  }
}

module.exports = ChapterOrder;
