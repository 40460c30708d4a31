/** Tests of the order of the chapters. */
import ChapterOrder from './chapter-order.cjs';

it('is the workshop’s, whatever order they come in', () => {
  const paths = [
    'service-autoscaling/other.spec.ts',
    'specs/cluster-autoscaling.spec.ts',
    'specs/service-autoscaling.spec.ts',
  ];
  expect(new ChapterOrder().sort(paths.map((path) => ({ path }))).map(({ path }) => path)).toEqual(
    [...paths].reverse(),
  );
});

it('tells the chapters that the run has, and no other', () => {
  new ChapterOrder().sort([{ path: 'specs/other.spec.ts' }, { path: 'specs/cluster-autoscaling.spec.ts' }]);
  expect(process.env.LAB_RUN_CHAPTERS).toBe('cluster-autoscaling');
});
