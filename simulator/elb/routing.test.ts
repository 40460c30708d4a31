/** Tables of path patterns, rules, and who takes requests. */
import type { Rule, TargetState } from './model';
import { matchesPattern } from './rule-conditions';
import { pathOf, queryOf, ruleFor, sharersOf } from './routing';
import { forwardTo, onPaths } from './rules';

describe('path patterns', () => {
  it.each([
    ['/cats*', '/cats', true],
    ['/cats*', '/cats/', true],
    ['/cats*', '/cats/a/b.png', true],
    ['/cats*', '/CATS', false],
    ['/cats*', '/', false],
    ['/cats*', '/a/cats', false],
    ['/cats/', '/cats', false],
    ['*', '/', true],
    ['*', '', true],
    ['/a?c', '/abc', true],
    ['/a?c', '/ac', false],
    ['/a?c', '/a/c', true],
    ['/*/b/*', '/x/b/y', true],
    ['/*/b/*', '/x/b', false],
    ['/*b*bc', '/abbbc', true],
    ['/**/end', '/x/end', true],
    ['/a.c', '/abc', false],
    ['/img/*.png', '/img/a.b.png', true],
    ['/img/*.png', '/img/a.png.txt', false],
  ])('%s against %s: %s', (pattern, path, expected) => {
    expect(matchesPattern(pattern, path)).toBe(expected);
  });

  it('see no query', () => {
    expect(['/cats?x=/dogs', '/cats', '/?'].map(pathOf)).toEqual(['/cats', '/cats', '/']);
    expect(['/cats?x=/dogs?', '/cats', '/?'].map(queryOf)).toEqual(['x=/dogs?', '', '']);
  });
});

describe('rules', () => {
  const rule = (priority: number, ...pathPatterns: string[]): Rule => ({
    arn: `rule-${priority}`,
    listenerArn: 'listener',
    priority,
    conditions: pathPatterns.length > 0 ? onPaths(...pathPatterns) : [],
    action: forwardTo(`group-${priority}`),
  });
  const rules = [rule(1, '/cats*'), rule(2, '/dogs*', '/puppies'), rule(3, '/cats/tom'), rule(Infinity)];

  it.each([
    ['/', Infinity],
    ['/cats', 1],
    ['/cats/tom', 1],
    ['/dogs/', 2],
    ['/puppies', 2],
    ['/puppies/', Infinity],
  ])('%s goes by rule %s', (path, priority) => {
    expect(ruleFor(rules, { path }).priority).toBe(priority);
  });
});

describe('who takes requests', () => {
  const all = (...states: TargetState['state'][]) => states.map((state) => ({ state: { state } }));
  it.each([
    [all('healthy', 'healthy'), [0, 1]],
    [all('unhealthy', 'healthy', 'initial', 'draining'), [1]],
    [all('unhealthy', 'draining', 'initial'), [0, 2]],
    [all('draining'), []],
    [[], []],
  ])('%j: %j', (targets, expected) => {
    expect(sharersOf(targets).map((sharer) => targets.indexOf(sharer))).toEqual(expected);
  });
});
