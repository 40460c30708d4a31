/** How long the simulator takes for a day of the lab, without HTTP. */
import { trackedLab } from '../fixtures/tracked-lab';

const DAY_MS = 86_400_000;

/** Seconds for a day with the chapter's policy in force and some load each hour. */
export async function labDay(): Promise<number> {
  const { agenda, request } = await trackedLab();
  // Six minutes of every hour: the service goes up and comes down again all day.
  agenda.every(1, () => {
    if (agenda.ms % 3_600_000 < 360_000) request(5000);
  });
  const start = performance.now();
  agenda.advanceTo(agenda.ms + DAY_MS);
  return (performance.now() - start) / 1000;
}
