/** What the roster says on the terminal, in Korean and English. */
import type { Messages, Text } from '../../helpers/language';
import type { Cut } from './roster-log';

const state = {
  waiting: { ko: '대기', en: 'waiting' },
  running: { ko: '진행', en: 'running' },
  holds: { ko: '통과', en: 'all hold' },
  fails: { ko: '확인 필요', en: 'does not hold' },
  notYet: { ko: '남은 단계 있음', en: 'steps to do' },
  notReady: { ko: '준비 안 됨', en: 'not ready' },
  toolFailed: { ko: '도구 오류', en: 'tool failed' },
} as const satisfies Messages;

export const cutWords: Record<Cut, Text> = {
  'time limit': { ko: '시간 초과', en: 'time limit' },
  killed: { ko: '강제 종료', en: 'killed' },
  interrupted: { ko: '중단됨', en: 'interrupted' },
  'not started': { ko: '시작 못 함', en: 'not started' },
  'other account': { ko: '다른 계정', en: 'other account' },
  'same lab': { ko: '같은 실습 환경', en: 'same lab' },
};

export const rosterWords = {
  ...state,
  name: { ko: '이름', en: 'Name' },
  state: { ko: '상태', en: 'State' },
  step: { ko: '단계', en: 'Step' },
  since: { ko: '경과', en: 'Since' },
  done: (ended: number, of: number): Text => ({ ko: `${of}명 중 ${ended}명 끝남`, en: `${ended} of ${of} ended` }),
  page: (path: string): Text => ({ ko: `반 페이지: ${path}`, en: `Class page: ${path}` }),
  sum: (hold: number, of: number): Text => ({
    ko: `${of}명 중 ${hold}명이 모두 통과했습니다.`,
    en: `${hold} of ${of} hold in every step.`,
  }),
  ended: (name: string, how: Text): Text => ({ ko: `${name}: ${how.ko}`, en: `${name}: ${how.en}` }),
  unfinished: (names: string): Text => ({
    ko: `끝나지 않았습니다: ${names}. --only failed로 다시 실행하십시오.`,
    en: `Not finished: ${names}. Run them again with --only failed.`,
  }),
  interrupting: {
    ko: '중단합니다. 실행 중인 것은 바꾼 것을 되돌린 뒤 끝납니다. 2초 뒤 다시 Ctrl-C를 누르면 되돌리기를 --restore에 맡깁니다.',
    en: 'Cut short: what is under way puts back what it changed, then ends. A second Ctrl-C, two seconds later or more, leaves it to `--restore`.',
  },
  nobody: { ko: '다시 실행할 실습자가 없습니다.', en: 'There is nobody to run again.' },
  leftOut: (names: string): Text => ({
    ko: `이미 통과해서 다시 실행하지 않습니다: ${names}`,
    en: `Not run again, as they have passed: ${names}`,
  }),
} as const satisfies Messages;
