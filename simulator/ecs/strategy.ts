/** Which capacity provider of a strategy gets the next task. */
import type { StrategyItem } from './model';

/**
 * Bases are filled first; beyond them the providers share the tasks by their weights, and one of weight 0 gets none
 * (ECS API reference, CapacityProviderStrategyItem). That a lone provider without a weight takes all is inferred.
 * @param strategy not empty
 * @param counts tasks that each provider has already; those that are not named have none
 */
export function nextProvider(strategy: readonly StrategyItem[], counts: ReadonlyMap<string, number>): string {
  const count = (item: StrategyItem): number => counts.get(item.capacityProvider) ?? 0;
  const missingBase = strategy.find((item) => count(item) < item.base);
  if (missingBase) return missingBase.capacityProvider;
  const weighted = strategy.filter(({ weight }) => weight > 0);
  const shares = weighted.length > 0 ? weighted : strategy.map((item) => ({ ...item, weight: 1 }));
  const load = (item: StrategyItem): number => (count(item) - item.base + 1) / item.weight;
  const [first, ...others] = shares;
  if (!first) throw new Error('Expected a capacity provider strategy with at least one item, found an empty one.');
  return others.reduce((least, item) => (load(item) < load(least) ? item : least), first).capacityProvider;
}
