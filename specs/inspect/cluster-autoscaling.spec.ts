/** Inspects "클러스터 오토스케일링" without changing anything: what is done, what is not yet, and what is wrong, step by step. */
import { clusterChecks } from '../../fixtures/inspection/cluster-checks';
import { clusterChapter } from '../../fixtures/chapters';
import { inspectCluster } from '../../fixtures/inspection/inspect';
import { useInspection } from '../../fixtures/inspection/use-inspection';
import { clusterTitles as titles } from '../../fixtures/titles';

describe(titles.chapter, () => {
  const inspection = useInspection(clusterChapter, inspectCluster);

  for (const { id, title } of clusterChecks) it(title, () => inspection.assertHolds(id));
});
