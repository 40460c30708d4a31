/** The largest group that the lab takes: it comes and goes in no time to speak of, and a larger one is refused. */
import { asgLab, named, refusal } from './testing';

describe('a group of a thousand', () => {
  const update = (lab: ReturnType<typeof asgLab>, MaxSize: number, DesiredCapacity: number) =>
    lab.operations.UpdateAutoScalingGroup({ ...named, MinSize: 0, MaxSize, DesiredCapacity });

  it('is launched and terminated in no time to speak of, and a larger one is refused', () => {
    const lab = asgLab();
    void update(lab, 1000, 1000);
    lab.pass(100);
    expect(lab.group.instances.filter(({ state }) => state === 'InService')).toHaveLength(1000);
    void update(lab, 1000, 0);
    lab.pass(100);
    expect(lab.group.instances).toEqual([]);
    expect(refusal(() => update(lab, 1001, 2))?.message).toContain('MaxSize above 1000 is not simulated');
    expect(refusal(() => lab.operations.SetDesiredCapacity({ ...named, DesiredCapacity: 1.5 }))?.message).toContain(
      'DesiredCapacity must be a whole number',
    );
  });
});
