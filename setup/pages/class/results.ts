/** Words for how an attendee stands beside a run's verdict, and for what reading and showing a class leaves out; in Korean and English. */
import type { Messages, Text } from '../../../helpers/language';
import type { AttendeeStanding } from './record';
import { when } from '../when';

export const standingWords: Record<AttendeeStanding, Text> = {
  waiting: { ko: '대기', en: 'Waiting' },
  running: { ko: '진행 중', en: 'Running' },
  ended: { ko: '끝남', en: 'Ended' },
  lost: { ko: '끝나지 않음', en: 'Not finished' },
  notRun: { ko: '실행하지 않음', en: 'Not run' },
  noResult: { ko: '결과 없음', en: 'No result' },
  unreadable: { ko: '읽을 수 없음', en: 'Unreadable' },
};

/** Of a run that passed in some of the class's chapters, and has no others. */
export const partlyRun: Text = { ko: '일부만 실행', en: 'Partly run' };

/** What reading reports has to say. */
export const readWords = {
  noReports: (paths: string): Text => ({
    ko: `리포트가 아니어서 건너뛰었습니다: ${paths}`,
    en: `No reports, and left out: ${paths}`,
  }),
  notReadable: (path: string, why: string): Text => ({
    ko: `${path}: 읽을 수 없어 건너뛰었습니다(${why}).`,
    en: `${path} can't be read, and is left out (${why}).`,
  }),
  notInside: (path: string): Text => ({
    ko: `${path}: 명단의 폴더 밖에 있어 읽지 않았습니다.`,
    en: `${path} is not inside the roster's folder, and was not read.`,
  }),
  keptApart: (id: string, ids: string): Text => ({
    ko: `id ${id}: 이름이나 계정이 서로 달라 따로 표시합니다(${ids}).`,
    en: `Id ${id}: their names or accounts differ, so they are kept apart as ${ids}.`,
  }),
  inFuture: (name: string, at: string): Text => ({
    ko: `${name}: 시작 시각(${when(at)})이 지금보다 늦은 실행은 최근 실행으로 보지 않습니다.`,
    en: `${name}: a run that began at ${when(at)}, which is later than now, does not count as the latest.`,
  }),
  notOnRoster: (names: string): Text => ({
    ko: `명단에 없는 실습자입니다: ${names}`,
    en: `Not on the roster: ${names}`,
  }),
  put: (count: number, page: string): Text => ({
    ko: `실습자 ${count}명: ${page}`,
    en: `${count} ${count === 1 ? 'attendee' : 'attendees'}: ${page}`,
  }),
} as const satisfies Messages;

/** What the table leaves out. */
export const noteWords = {
  columns: (count: number): Text => ({
    ko: `단계가 너무 많아 ${count}개는 표시하지 않습니다.`,
    en: `There are too many steps to show: ${count} of them are left out.`,
  }),
} as const satisfies Messages;

/** Headings that CSV alone has. */
export const dataWords = {
  steps: { ko: '전체 단계', en: 'Steps' },
  seen: { ko: '마지막 확인', en: 'Last checked' },
  lab: { ko: '실습 환경', en: 'Lab' },
} as const satisfies Messages;
