/** The words of the class page, in Korean and English. */
import type { Messages, Text } from '../../../helpers/language';
import type { Cell } from './summary';
import { stateWords, verdictWords } from '../words';

const ofVerdicts = (part: 'name' | 'means'): Record<keyof typeof verdictWords, Text> =>
  Object.fromEntries(Object.entries(verdictWords).map(([verdict, words]) => [verdict, words[part]])) as never;

/** Of a cell, whose sign alone is seen in the table. */
export const cellWords: Record<Cell, Text> = {
  ...ofVerdicts('name'),
  running: { ko: '진행 중', en: 'Under way' },
  'not reached': { ko: '시작 전', en: 'Not begun' },
  'planned skip': { ko: '확인 제외', en: 'Not looked at' },
  none: { ko: '없음', en: 'None' },
};

/** The same in the legend: of one step, where the verdict's own words are of a run. */
export const cellMeanings: Record<Cell, Text> = {
  ...ofVerdicts('means'),
  passed: { ko: '이 단계가 실습 내용대로입니다.', en: 'The step is as the workshop says.' },
  skipped: { ko: '이 단계를 확인하지 않았습니다.', en: 'The step was not judged.' },
  running: { ko: '지금 이 단계를 확인하고 있습니다.', en: 'The step is being looked at.' },
  'not reached': { ko: '아직 이 단계에 도달하지 않았습니다.', en: 'The run has not come to the step.' },
  'planned skip': stateWords['planned skip']!,
  none: { ko: '이 실행에 없는 단계입니다.', en: 'The run has no such step.' },
};

export const classWords = {
  title: { ko: '반 전체 현황', en: 'Class overview' },
  updated: (when: string): Text => ({ ko: `${when} 기준`, en: `As of ${when}` }),
  underWay: {
    ko: '실행 중입니다. 이 페이지는 자동으로 새로 고쳐집니다.',
    en: 'The roster is running. This page refreshes itself.',
  },
  paused: {
    ko: '실행 중에 만든 페이지입니다. 새로 고침을 멈췄습니다.',
    en: 'Drawn while the roster was running. Refreshing is paused.',
  },
  stale: {
    ko: '2분 넘게 갱신되지 않았습니다. 실행이 멈췄을 수 있습니다.',
    en: 'Not updated for more than two minutes; the roster may have stopped.',
  },
  pause: { ko: '새로 고침 멈추기', en: 'Pause refreshing' },
  resume: { ko: '새로 고침 계속하기', en: 'Resume refreshing' },
  hold: { ko: '모두 통과', en: 'All hold' },
  stuck: { ko: '확인 필요', en: 'Need a look' },
  notYet: { ko: '남은 단계 있음', en: 'Steps to do' },
  outside: { ko: '판단 불가', en: 'Could not be judged' },
  open: { ko: '진행·대기', en: 'Running or waiting' },
  mistakes: { ko: '도움이 필요한 단계 (많은 순)', en: 'Where most are stuck' },
  noMistakes: { ko: '확인이 필요한 실습자가 없습니다.', en: 'Nobody is stuck.' },
  seePages: { ko: '실습자별 페이지를 확인해 주십시오.', en: "See the attendees' own pages." },
  notChecked: { ko: '아직 확인한 결과가 없습니다.', en: 'Nothing has been checked yet.' },
  more: { ko: '나머지 단계', en: 'The other steps' },
  people: (count: number, of: number): Text => ({ ko: `${of}명 중 ${count}명`, en: `${count} of ${of}` }),
  sayAloud: { ko: '안내할 말', en: 'Say aloud' },
  foundValues: { ko: '확인된 값', en: 'Found' },
  count: (count: number): Text => ({ ko: `${count}명`, en: `${count}` }),
  who: { ko: '실습자', en: 'Who' },
  overview: { ko: '실습자별 단계', en: 'Attendees and steps' },
  name: { ko: '이름', en: 'Name' },
  result: { ko: '결과', en: 'Result' },
  passed: { ko: '통과', en: 'Passed' },
  passedOf: (passed: number, of: number): Text => ({ ko: `${passed}/${of}`, en: `${passed}/${of}` }),
  whoPassed: { ko: '통과한 사람', en: 'Passed by' },
  stuckAt: { ko: '확인할 단계', en: 'Stuck at' },
  since: { ko: '처음 확인된 때', en: 'First seen' },
  lastChecked: { ko: '마지막 확인', en: 'Last checked' },
  attempts: (count: number): Text => ({ ko: `${count}번째 확인`, en: `run ${count}` }),
  filter: { ko: '찾기', en: 'Filter' },
  filterHint: { ko: '이름, 단계, 결과', en: 'name, step, result' },
  show: { ko: '보기', en: 'Show' },
  all: { ko: '전체', en: 'All' },
  everyone: (count: number): Text => ({
    ko: `실습자 ${count}명`,
    en: `${count} ${count === 1 ? 'attendee' : 'attendees'}`,
  }),
  /** How many are shown stands where `#` is, of how many where `@` is. */
  shown: { ko: '@명 중 #명', en: '# of @' },
  order: { ko: '순서', en: 'Order' },
  byNeed: { ko: '도움이 필요한 순', en: 'In need of help first' },
  byRoster: { ko: '명단 순', en: 'As in the roster' },
  byColumn: { ko: '선택한 열 순', en: 'By the column chosen' },
  sortBy: (column: Text): Text => ({ ko: `${column.ko} 순으로 정렬`, en: `Sort by ${column.en}` }),
  sortStep: { ko: '이 단계의 결과 순으로 정렬', en: 'Sort by what this step came to' },
  stepNumbers: { ko: '단계 번호', en: 'Step numbers' },
  times: { ko: '단계별 걸린 시간', en: 'How long each step takes' },
  timesAbout: {
    ko: '실습을 시작한 때부터 각 단계가 확인될 때까지 걸린 시간입니다. 일정을 계획할 때 참고하십시오.',
    en: 'From the beginning of the chapter until each step held: for planning the day.',
  },
  ofAws: { ko: 'AWS에서 실행하여 측정한 시간입니다.', en: 'Measured in runs on AWS.' },
  ofSimulator: {
    ko: '시뮬레이터에서 실행하여 측정한 시간입니다. AWS에서는 다를 수 있습니다.',
    en: 'Measured in runs on the simulator. On AWS it may be otherwise.',
  },
  noTimes: {
    ko: '읽기만 한 실행(inspect)에는 걸린 시간이 없습니다. verify나 provision으로 실행하면 여기에 표시됩니다.',
    en: 'Runs that only read (inspect) take no time at a step. Those of verify or provision have it here.',
  },
  notMeasured: { ko: '아직 측정된 실행이 없습니다.', en: 'Nothing measured yet.' },
  fewRuns: { ko: '실행 10개 미만', en: 'fewer than 10 runs' },
  step: { ko: '단계', en: 'Step' },
  total: { ko: '실습 전체', en: 'Whole chapter' },
  runs: { ko: '실행 횟수', en: 'Runs' },
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
