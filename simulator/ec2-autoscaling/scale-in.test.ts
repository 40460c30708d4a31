/** How a group shrinks: who is chosen, and what holds it back. */
import { asgLab, named, POLICY } from './testing';

describe('a scale-in', () => {
  it('takes the oldest of the fullest zone, tells why, and the instance goes', async () => {
    const lab = asgLab({ min: 1, desired: 3 });
    void lab.put();
    const [oldest] = lab.group.instances;
    lab.fire('in', 1480);
    lab.pass(8);
    expect(oldest!.state).toBe('Terminating');
    expect(lab.told.at(-1)).toBe(`terminating ${oldest!.id}`);
    const [activity] = await lab.activities();
    expect(activity).toMatchObject({
      Description: `Terminating EC2 instance: ${oldest!.id}`,
      StatusCode: 'InProgress',
      Cause:
        `At 2020-03-31T13:00:02Z a monitor alarm ${lab.alarm('in').name} in state ALARM triggered policy ${POLICY} changing the desired capacity from 3 to 2.  ` +
        'At 2020-03-31T13:00:10Z an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from 3 to 2.  ' +
        `At 2020-03-31T13:00:10Z instance ${oldest!.id} was selected for termination.`,
    });
    lab.pass(40);
    expect(lab.group.instances).not.toContain(oldest);
    expect((await lab.activities())[0]).toMatchObject({ StatusCode: 'Successful', Progress: 100 });
    expect(lab.zones()).toEqual([1, 1]);
  });

  it('waits while an instance is Pending and while it warms up, a scale-out does not', () => {
    const lab = asgLab({ max: 9 });
    void lab.put();
    lab.fire('out', 60_000);
    expect(lab.group.desiredCapacity).toBe(3);
    lab.pass(8);
    lab.fire('in', 1480);
    lab.pass(48);
    expect(lab.states()).toEqual(Array(3).fill('InService'));
    lab.fire('in', 1480);
    expect(lab.group.desiredCapacity).toBe(3);
    lab.fire('out', 90_000);
    expect(lab.group.desiredCapacity).toBe(4);
    lab.pass(8 + 50 + 10);
    lab.fire('in', 1480);
    expect(lab.group.desiredCapacity).toBe(3);
  });

  it('skips protected instances, and tells when all are', async () => {
    const lab = asgLab({ min: 1, desired: 3 });
    const ids = lab.group.instances.map(({ id }) => id);
    void lab.operations.SetInstanceProtection({ ...named, InstanceIds: [ids[0]!], ProtectedFromScaleIn: true });
    void lab.operations.SetDesiredCapacity({ ...named, DesiredCapacity: 2 });
    lab.pass(100);
    expect(lab.group.instances.map(({ id }) => id)).toEqual([ids[0], ids[1]]);

    void lab.operations.SetInstanceProtection({ ...named, InstanceIds: [ids[1]!], ProtectedFromScaleIn: true });
    void lab.operations.SetDesiredCapacity({ ...named, DesiredCapacity: 1 });
    lab.pass(100);
    expect(lab.group.instances).toHaveLength(2);
    expect((await lab.activities())[0]).toMatchObject({
      Description: 'Could not scale to desired capacity because all remaining instances are protected from scale-in.',
      StatusCode: 'Failed',
    });

    const told = (await lab.activities()).length;
    void lab.operations.SetInstanceProtection({ ...named, InstanceIds: [ids[1]!], ProtectedFromScaleIn: true });
    lab.pass(100);
    expect(await lab.activities()).toHaveLength(told);

    void lab.operations.SetInstanceProtection({ ...named, InstanceIds: [ids[1]!], ProtectedFromScaleIn: false });
    lab.pass(100);
    expect(lab.group.instances.map(({ id }) => id)).toEqual([ids[0]]);
  });

  it('waits for the launches that are under way', () => {
    const lab = asgLab();
    const old = lab.group.instances.map(({ id }) => id);
    void lab.operations.SetDesiredCapacity({ ...named, DesiredCapacity: 4 });
    lab.pass(8);
    void lab.operations.SetDesiredCapacity({ ...named, DesiredCapacity: 2 });
    lab.pass(49);
    expect(lab.states()).toEqual(['InService', 'InService', 'Pending', 'Pending']);
    lab.pass(1 + 8);
    expect(lab.states()).toEqual(['Terminating', 'Terminating', 'InService', 'InService']);
    lab.pass(40);
    expect(lab.group.instances.filter(({ id }) => old.includes(id))).toEqual([]);
    expect(lab.zones()).toEqual([1, 1]);
  });

  it('finds new instances protected where the group says so', () => {
    const lab = asgLab({ min: 1, desired: 2, protectedFromScaleIn: true });
    void lab.put();
    lab.fire('in', 1480);
    lab.pass(100);
    expect(lab.states()).toEqual(['InService', 'InService']);
  });

  it('needs the consent of every policy that can scale in', () => {
    const lab = asgLab({ desired: 4 });
    void lab.put();
    const low = lab.alarm('in');
    void lab.put('ASGAverageCPUUtilization', 'cpu', 40);
    lab.alarms.invoke(low, 1480);
    lab.pass(2);
    expect(lab.group.desiredCapacity).toBe(4);
    const other = [...lab.alarms.all.values()].find(
      ({ name, metric }) => metric.name === 'CPUUtilization' && name.includes('Low'),
    );
    lab.alarms.invoke(other!, 2);
    lab.pass(2);
    expect(lab.group.desiredCapacity).toBe(3);
  });
});
