/** What a chapter took, as a line of HTML under its chart: time, calls, and what AWS made the run do again. */
'use strict';

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** @param counts by name, or undefined in the file of an older run @returns nothing where there are none */
function counted(ko, en, counts = {}) {
  const all = Object.entries(counts);
  if (all.length === 0) return [];
  const total = all.reduce((sum, [, count]) => sum + count, 0);
  return [`${ko} · ${en} ${total} (${all.map(([name, count]) => `${name} ${count}`).join(', ')})`];
}

/**
 * Pure.
 * @param took as fixtures/chapter.ts writes it to `timeline/<chapter>.took.json`
 */
function whatItTook({ labMinutes, calls, retried, waited, missed }) {
  const parts = [
    `${Math.round(labMinutes)}분 · lab minutes`,
    `${calls} API calls`,
    ...counted('다시 보낸 호출', 'sent again', retried),
    ...counted('거부되어 기다림', 'refused for now, waited', waited),
    ...counted('실패한 조회(관찰 아님)', 'readings that failed, no observations', missed),
  ];
  return escaped(parts.join(' | '));
}

module.exports = { whatItTook };
