/** Answers have what AWS's own have, by recordings, and nothing that AWS's model lacks. */
import { missingMembers, strayMembers } from './recorded';
import { recordedShapes } from './recorded-shapes';
import { tellAll, type Told } from './telling';

/** Real milliseconds: as long as the busiest machine may take. */
const PATIENCE = 120_000;

let told: Told[];
beforeAll(async () => {
  told = await tellAll();
}, PATIENCE);

it.each(Object.keys(recordedShapes))('%s has what was always there in recorded answers', (name) =>
  expect(missingMembers(told).get(name)).toEqual([]),
);

it('a recorded answer that the story has none like is missed', () =>
  expect(missingMembers([]).get('elbv2 DescribeRules')).toEqual(['Rules[]: expected an item, found an empty list']));

it("no answer has a member that AWS's model lacks", async () => expect(await strayMembers(told)).toEqual([]), PATIENCE);
