/** The words of the class page, in Korean and English. */
import type { Messages, Text } from '../../helpers/language';
import type { AttendeeStanding } from './class-record';
import type { Cell } from './class-summary';

/** Of a cell, as short as they can be; the sign stands over it. */
export const cellWords: Record<Cell, Text> = {
  passed: { ko: '통과', en: 'ok' },
  misconfigured: { ko: '설정', en: 'setting' },
  'not yet': { ko: '아직', en: 'not yet' },
  'load insufficient': { ko: '부하', en: 'load' },
  late: { ko: '늦음', en: 'late' },
  wrong: { ko: '다름', en: 'differs' },
  blocked: { ko: '막힘', en: 'blocked' },
  'not ready': { ko: '준비', en: 'unready' },
  'tool error': { ko: '도구', en: 'tool' },
  skipped: { ko: '생략', en: 'skipped' },
  running: { ko: '진행', en: 'now' },
  'not reached': { ko: '전', en: 'open' },
  'planned skip': { ko: '제외', en: 'n/a' },
  none: { ko: '없음', en: 'none' },
};

export const standingWords: Record<AttendeeStanding, Text> = {
  waiting: { ko: '대기', en: 'Waiting' },
  running: { ko: '진행 중', en: 'Running' },
  ended: { ko: '끝남', en: 'Ended' },
  lost: { ko: '끝나지 않음', en: 'Not finished' },
};

export const classWords = {
  title: { ko: '반 전체 현황', en: 'Class overview' },
  updated: (when: string): Text => ({ ko: `${when} 기준`, en: `As of ${when}` }),
  underWay: {
    ko: '실행 중입니다. 이 페이지는 자동으로 새로 고쳐집니다.',
    en: 'The roster is running. This page refreshes itself.',
  },
  pause: { ko: '새로 고침 멈추기', en: 'Pause refreshing' },
  resume: { ko: '새로 고침 계속하기', en: 'Resume refreshing' },
  attendees: { ko: '참가자', en: 'Attendees' },
  hold: { ko: '모두 통과', en: 'All hold' },
  stuck: { ko: '확인 필요', en: 'Need a look' },
  notYet: { ko: '아직 진행 전', en: 'Not there yet' },
  outside: { ko: '판단 못 함', en: 'Could not be judged' },
  open: { ko: '진행·대기', en: 'Running or waiting' },
  mistakes: { ko: '확인이 많이 필요한 단계', en: 'Where most are stuck' },
  noMistakes: { ko: '확인이 필요한 참가자가 없습니다.', en: 'Nobody is stuck.' },
  people: (count: number, of: number): Text => ({ ko: `${of}명 중 ${count}명`, en: `${count} of ${of}` }),
  sayAloud: { ko: '안내할 말', en: 'Say aloud' },
  foundValues: { ko: '확인된 값', en: 'Found' },
  count: (count: number): Text => ({ ko: `${count}명`, en: `${count}` }),
  who: { ko: '참가자', en: 'Who' },
  overview: { ko: '참가자별 단계', en: 'Attendees and steps' },
  name: { ko: '이름', en: 'Name' },
  result: { ko: '결과', en: 'Result' },
  passed: { ko: '통과', en: 'Passed' },
  passedOf: (passed: number, of: number): Text => ({ ko: `${passed}/${of}`, en: `${passed}/${of}` }),
  stuckAt: { ko: '확인할 단계', en: 'Stuck at' },
  since: { ko: '언제부터', en: 'Since' },
  attempts: (count: number): Text => ({ ko: `${count}번째 확인`, en: `run ${count}` }),
  filter: { ko: '찾기', en: 'Filter' },
  filterHint: { ko: '이름, 단계, 결과', en: 'name, step, result' },
  show: { ko: '보기', en: 'Show' },
  all: { ko: '전체', en: 'All' },
  /** The number stands where `#` is. */
  shown: { ko: '참가자 #명', en: '# attendees' },
  sortBy: (column: Text): Text => ({ ko: `${column.ko} 순으로 정렬`, en: `Sort by ${column.en}` }),
  stepNumbers: { ko: '단계 번호', en: 'Step numbers' },
  times: { ko: '단계별 걸린 시간', en: 'How long each step takes' },
  timesAbout: {
    ko: '이 단계를 통과한 실행에서 측정한 실습 환경의 시간입니다. 일정을 계획할 때 참고하십시오.',
    en: 'Lab time of the runs in which the step passed: for planning the day.',
  },
  noTimes: {
    ko: '읽기만 한 실행(inspect)에는 걸린 시간이 없습니다. verify나 provision으로 실행하면 여기에 표시됩니다.',
    en: 'Runs that only read (inspect) take no time at a step. Those of verify or provision have it here.',
  },
  step: { ko: '단계', en: 'Step' },
  runs: { ko: '실행', en: 'Runs' },
  median: { ko: '중앙값', en: 'Median' },
  p90: { ko: '90%가 끝나는 시간', en: '90 % are done after' },
  zone: { ko: '시각은 한국 시각(UTC+9)입니다.', en: 'Clock times are Korean (UTC+9).' },
  masked: { ko: '계정 ID는 뒤 네 자리만 표시합니다.', en: 'Account ids show their last four digits alone.' },
  alsoAs: { ko: '같은 내용', en: 'The same as' },
  account: { ko: '계정', en: 'Account' },
  region: { ko: '리전', en: 'Region' },
  depth: { ko: '실행 범위', en: 'Depth' },
  legend: { ko: '표시', en: 'Signs' },
} as const satisfies Messages;
