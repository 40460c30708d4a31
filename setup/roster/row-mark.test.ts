/** Tests of a row's mark: the same for the same row, another for another lab, way or person. */
import type { Attendee } from './attendee';
import { markOf } from './row-mark';

const row: Attendee = {
  id: 'kim',
  name: '김민준',
  line: 1,
  lab: 'simulator',
  accounts: [],
  settings: { A: '1', B: '2' },
};

it('is of the row, not of its place', () => {
  expect(markOf({ ...row, line: 9, settings: { B: '2', A: '1' } })).toBe(markOf(row));
});

it.each<Partial<Attendee>>([
  { name: '박도윤' },
  { lab: 'aws' },
  { access: { profile: 'lab-07' } },
  { region: 'us-east-1' },
  { accounts: ['123456789012'] },
  { cluster: 'OTHER' },
  { settings: { A: '1', B: '3' } },
])('another one for %p', (change) => {
  expect(markOf({ ...row, ...change })).not.toBe(markOf(row));
});
