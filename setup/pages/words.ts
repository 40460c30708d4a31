/** The words of the pages, in Korean and English. */
import type { Messages, Text } from '../../helpers/language';
import type { Outcome } from './outcome';
import type { StepState } from './run-record';

/** Of a verdict: its name, and what it means for whoever reads it. */
export const verdictWords: Record<Outcome['verdict'], { name: Text; means: Text }> = {
  passed: {
    name: { ko: '통과', en: 'Passed' },
    means: { ko: '모든 단계가 실습 내용대로입니다.', en: 'Every step is as the workshop says.' },
  },
  misconfigured: {
    name: { ko: '설정 오류', en: 'Misconfigured' },
    means: { ko: '실습 내용과 다른 설정이 있습니다.', en: 'A setting is not what the workshop says.' },
  },
  'not yet': {
    name: { ko: '아직 진행 전', en: 'Not yet' },
    means: {
      ko: '아직 진행되지 않은 것이 있습니다. 잘못된 것은 아닙니다.',
      en: 'Something has not happened yet. Nothing is wrong with it.',
    },
  },
  'load insufficient': {
    name: { ko: '부하 부족', en: 'Load insufficient' },
    means: { ko: '보낸 부하가 이 단계에는 부족합니다.', en: 'The load that was sent is too thin for this step.' },
  },
  late: {
    name: { ko: '늦음', en: 'Late' },
    means: { ko: '확인되었지만 허용 시간이 지난 뒤였습니다.', en: 'It happened, though after its time.' },
  },
  wrong: {
    name: { ko: '기대와 다름', en: 'Not as expected' },
    means: { ko: '실습 내용과 다르게 진행되었습니다.', en: 'It went otherwise than the workshop says.' },
  },
  blocked: {
    name: { ko: '막힘', en: 'Blocked' },
    means: { ko: '앞 단계가 완료되어야 확인할 수 있습니다.', en: 'An earlier step stands in its way.' },
  },
  'not ready': {
    name: { ko: '준비 안 됨', en: 'Not ready' },
    means: {
      ko: '실습 환경이 시작할 수 있는 상태가 아닙니다. 아무것도 변경하지 않았습니다.',
      en: 'The lab is not in a state to begin from. Nothing was changed.',
    },
  },
  'tool error': {
    name: { ko: '도구 오류', en: 'Tool error' },
    means: {
      ko: '검사 도구의 문제입니다. 실습 환경과는 무관합니다.',
      en: 'The tool failed, on our side. It says nothing about the lab.',
    },
  },
  skipped: {
    name: { ko: '건너뜀', en: 'Skipped' },
    means: { ko: '확인하지 않은 단계가 있습니다.', en: 'Not every step was judged.' },
  },
  interrupted: {
    name: { ko: '끝나지 않았거나 중단됨', en: 'Not finished or interrupted' },
    means: { ko: '실행이 끝까지 기록되지 않았습니다.', en: 'The run has not come to its end.' },
  },
};

/** Of steps that have no verdict. */
export const stateWords: Partial<Record<StepState, Text>> = {
  running: { ko: '진행 중이었음', en: 'Under way' },
  'not reached': { ko: '도달하지 않음', en: 'Not reached' },
  'planned skip': { ko: '이 실행 범위에서는 확인하지 않음', en: 'Not part of this depth' },
};

export const words = {
  title: { ko: '오토스케일링 실습 확인', en: 'Auto scaling lab report' },
  nameless: { ko: '이름 없는 실습자', en: 'An attendee without a name' },
  skipLink: { ko: '본문으로 건너뛰기', en: 'Skip to the report' },
  otherLanguage: { ko: 'English', en: '한국어' },
  about: { ko: '실행 정보', en: 'About this run' },
  lab: { ko: '실습 환경', en: 'Lab' },
  simulator: { ko: '시뮬레이터', en: 'Simulator' },
  aws: { ko: 'AWS 계정', en: 'AWS account' },
  account: { ko: '계정', en: 'Account' },
  region: { ko: '리전', en: 'Region' },
  cluster: { ko: '클러스터', en: 'Cluster' },
  depth: { ko: '실행 범위', en: 'Depth' },
  provision: { ko: '구성·부하·확인 (provision)', en: 'Set up, load and check (provision)' },
  verify: { ko: '부하·확인 (verify)', en: 'Load and check (verify)' },
  inspect: { ko: '읽기만 (inspect)', en: 'Read only (inspect)' },
  began: { ko: '시작', en: 'Began' },
  took: { ko: '걸린 시간', en: 'Took' },
  chapters: { ko: '실습', en: 'Chapters' },
  stepsPassed: (passed: number, of: number): Text => ({
    ko: `${of}단계 중 ${passed}단계 통과`,
    en: `${passed} of ${of} steps passed`,
  }),
  firstAt: (title: Text): Text => ({ ko: `먼저 확인할 단계: ${title.ko}`, en: `First at the step: ${title.en}` }),
  interruptedAt: (when: string): Text => ({
    ko: `${when}까지 기록된 내용만 있습니다. 실행이 아직 진행 중이거나 그때 중단되었습니다.`,
    en: `Recorded until ${when}, and no further. The run still goes on, or was interrupted then.`,
  }),
  story: { ko: '일어난 일', en: 'What happened' },
  chartOf: (chapter: Text): Text => ({ ko: `${chapter.ko}의 시간 흐름`, en: `${chapter.en} over time` }),
  chartKeys: {
    ko: '차트를 가리키면 그 시점의 값이 표시됩니다. 끌면 확대되고, 선택한 뒤에는 휠로 확대·축소합니다. 화살표 키로 이동하고 + − 0 키로 확대·축소·전체 보기를 합니다.',
    en: 'Point at it for the values of a moment. Drag to zoom in; once chosen, the wheel zooms too; arrow keys move, + − 0 zoom in, out and back.',
  },
  chartTouch: {
    ko: '차트를 누르거나 좌우로 움직이면 해당 시점의 값이 표시됩니다. 확대와 축소는 위의 버튼으로 합니다.',
    en: 'Touch the chart, or move sideways on it, for the values of a moment. The buttons above zoom.',
  },
  zoomIn: { ko: '확대', en: 'Zoom in' },
  zoomOut: { ko: '축소', en: 'Zoom out' },
  wholeStory: { ko: '전체 보기', en: 'Show all' },
  moments: { ko: '주요 순간', en: 'Moments' },
  number: { ko: '번호', en: 'Number' },
  sinceStart: { ko: '경과', en: 'Since the start' },
  clock: { ko: '시각', en: 'Clock' },
  what: { ko: '일어난 일', en: 'What' },
  steps: { ko: '단계', en: 'Steps' },
  expected: { ko: '기대', en: 'Expected' },
  observed: { ko: '확인', en: 'Observed' },
  seen: { ko: '그대로 확인됨', en: 'Seen as expected' },
  atOnce: { ko: '곧바로', en: 'at once' },
  evidence: { ko: '근거', en: 'Evidence' },
  hint: { ko: '콘솔에서', en: 'In the console' },
  workshop: { ko: '실습 내용', en: 'The workshop' },
  diagnosis: { ko: '진단', en: 'Diagnosis' },
  // As fixtures/inspection/diagnosis-text.ts labels what the chain of links shows already.
  brokenLink: { ko: '끊어진 고리', en: 'Broken link' },
  nextLink: { ko: '다음 고리', en: 'Next link' },
  linksNotReached: { ko: '아직 도달하지 않음', en: 'Not reached' },
  diagnosisOf: { ko: '확인된 단계', en: 'Shown by the step' },
  recordCut: {
    ko: '이 장의 기록이 끝까지 남지 않았습니다.',
    en: 'The record of this chapter does not come to its end.',
  },
  worthKnowing: { ko: '참고', en: 'Worth knowing' },
  outside: { ko: '단계 외의 오류', en: 'What failed outside of the steps' },
  misses: (count: number): Text => ({
    ko: `조회가 ${count}번 실패하여 관찰에서 제외했습니다.`,
    en: `${count} readings failed. They count as no observation.`,
  }),
  leftBehind: { ko: '계정에 남은 것', en: 'How the account was left' },
  nothingLeft: {
    ko: '시뮬레이터에서 실행했습니다. 프로세스와 함께 사라지므로 남는 리소스도 비용도 없습니다.',
    en: 'The run was on the simulator, which is gone with its process: nothing is left, and nothing costs.',
  },
  onlyRead: { ko: '읽기만 했습니다. 아무것도 변경하지 않았습니다.', en: 'The run only read. Nothing was changed.' },
  noStatement: {
    ko: '기록이 없습니다. 실행이 기록하기 전에 끝났다면 npm run restore로 변경을 되돌리십시오.',
    en: 'Nothing is recorded of it. If the run ended before that, npm run restore puts back what it changed.',
  },
  nothingChanged: { ko: '아무것도 변경하지 않았습니다.', en: 'Nothing was changed.' },
  cutShort: { ko: '실행이 중단될 때', en: 'When the run was cut short' },
  lacks: { ko: '이 보고서에 없는 것', en: 'What this report lacks' },
  zone: { ko: '시각은 한국 시각(UTC+9)입니다.', en: 'Clock times are Korean (UTC+9).' },
  labTime: {
    ko: '실행 정보의 시작과 걸린 시간은 이 실행이 이루어진 컴퓨터의 시계 기준이고, 단계와 차트의 시각과 걸린 시간은 실습 환경의 시계 기준입니다.',
    en: 'When the run began and how long it took are by the clock of the machine that it ran on; the times of the steps and of the chart are by the lab’s own.',
  },
  maskedIds: { ko: '계정 ID는 뒤 네 자리만 표시합니다.', en: 'Account ids show their last four digits alone.' },
  load: { ko: '부하', en: 'load' },
  counts: { ko: '개수', en: 'Counts' },
  traffic: { ko: '보낸 요청과 집계된 요청', en: 'Requests sent and counted' },
  logarithmic: { ko: '로그 눈금', en: 'logarithmic' },
  axisClock: { ko: '위: 시각 (UTC+9)', en: 'above: clock (UTC+9)' },
  axisElapsed: { ko: '아래: 경과 (분:초)', en: 'below: since the start (min:s)' },
  nothing: { ko: '—', en: '—' },
} as const satisfies Messages;

/** Names that a story has, in its own words (fixtures/drawing.ts). */
export const storyWords: Record<string, Text> = {
  'desired count': { ko: '원하는 태스크 수 (desired)', en: 'desired count' },
  'running count': { ko: '실행 중 (running)', en: 'running count' },
  'healthy targets': { ko: '정상 타겟 (healthy)', en: 'healthy targets' },
  'desired capacity': { ko: '원하는 용량 (desired)', en: 'desired capacity' },
  'instances in service': { ko: 'InService 인스턴스', en: 'instances in service' },
  'active container instances': { ko: 'ACTIVE 컨테이너 인스턴스', en: 'active container instances' },
  '보냄 (sent)': { ko: '보냄 (sent)', en: 'sent' },
  RequestCount: { ko: '로드 밸런서 집계 (RequestCount)', en: 'RequestCount' },
  '요청/타겟/분': { ko: '요청/타겟/분', en: 'requests per target and minute' },
  '바이트/인스턴스/분': { ko: '바이트/인스턴스/분', en: 'bytes per instance and minute' },
  '요청/분': { ko: '요청/분', en: 'requests a minute' },
};
