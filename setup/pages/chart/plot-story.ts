/** What a page's chart is told: a story whose texts are in one language, with the words of the chart itself. */
import type { StoryChart } from '../../../helpers/chart/story';

export interface PlotStory extends Omit<StoryChart, 'subtitle'> {
  words: {
    load: string;
    counts: string;
    traffic: string;
    logarithmic: string;
    /** Under the axis: whose clock, and minutes since the start. */
    clock: string;
    elapsed: string;
    nothing: string;
  };
}

/** The part of the story that is shown, in milliseconds since the epoch. */
export interface View {
  from: number;
  to: number;
}

/** Minutes east of UTC, where the story does not say: Korea. */
export const offsetOf = ({ timeZoneOffsetMinutes = 540 }: Pick<PlotStory, 'timeZoneOffsetMinutes'>): number =>
  timeZoneOffsetMinutes;
