/** Inspects "서비스 오토스케일링" without changing anything: what is done, what is not yet, and what is wrong, step by step. */
import { serviceChapter } from '../../fixtures/chapters';
import { inspectService } from '../../fixtures/inspection/inspect';
import { serviceChecks } from '../../fixtures/inspection/service-checks';
import { useInspection } from '../../fixtures/inspection/use-inspection';
import { serviceTitles as titles } from '../../fixtures/titles';

describe(titles.chapter, () => {
  const inspection = useInspection(serviceChapter, inspectService);

  for (const { id, title } of serviceChecks) it(title, () => inspection.assertHolds(id));
});
