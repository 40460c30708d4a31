/** The words of the pages, in Korean and English. */
import type { Messages, Text } from '../../helpers/language';
import type { Outcome } from './outcome';
import type { StepState } from './run-record';

/** Of a verdict: its name, and what it means for whoever reads it. */
export const verdictWords: Record<Outcome['verdict'], { name: Text; means: Text }> = {
  passed: {
    name: { ko: '통과', en: 'Passed' },
    means: { ko: '모든 단계가 워크숍에서 말하는 대로입니다.', en: 'Every step is as the workshop says.' },
  },
  misconfigured: {
    name: { ko: '설정 오류', en: 'Misconfigured' },
    means: { ko: '설정 하나 이상이 워크숍과 다릅니다.', en: 'A setting is not what the workshop says.' },
  },
  'not yet': {
    name: { ko: '아직', en: 'Not yet' },
    means: {
      ko: '아직 일어나지 않은 일이 있습니다. 틀린 것은 아닙니다.',
      en: 'Something has not happened yet. Nothing is wrong with it.',
    },
  },
  'load insufficient': {
    name: { ko: '부하 부족', en: 'Load insufficient' },
    means: { ko: '보낸 부하가 이 단계에 모자랍니다.', en: 'The load that was sent is too thin for this step.' },
  },
  late: {
    name: { ko: '늦음', en: 'Late' },
    means: { ko: '일어나기는 했지만 허용 시간이 지난 뒤입니다.', en: 'It happened, though after its time.' },
  },
  wrong: {
    name: { ko: '기대와 다름', en: 'Not as expected' },
    means: { ko: '워크숍에서 말하는 것과 다르게 되었습니다.', en: 'It went otherwise than the workshop says.' },
  },
  blocked: {
    name: { ko: '막힘', en: 'Blocked' },
    means: { ko: '앞 단계가 되어야 볼 수 있습니다.', en: 'An earlier step stands in its way.' },
  },
  'not ready': {
    name: { ko: '준비 안 됨', en: 'Not ready' },
    means: {
      ko: '실습 환경이 시작할 수 있는 상태가 아닙니다. 바꾼 것은 없습니다.',
      en: 'The lab is not in a state to begin from. Nothing was changed.',
    },
  },
  'tool error': {
    name: { ko: '도구 오류', en: 'Tool error' },
    means: {
      ko: '검사 도구 쪽의 문제입니다. 실습 환경에 대해서는 아무것도 말하지 않습니다.',
      en: 'The tool failed, on our side. It says nothing about the lab.',
    },
  },
  skipped: {
    name: { ko: '건너뜀', en: 'Skipped' },
    means: { ko: '판단하지 않았습니다.', en: 'It was not judged.' },
  },
  interrupted: {
    name: { ko: '중단됨', en: 'Interrupted' },
    means: { ko: '실행이 끝까지 가지 못했습니다.', en: 'The run did not come to its end.' },
  },
};

/** Of steps that have no verdict. */
export const stateWords: Partial<Record<StepState, Text>> = {
  running: { ko: '진행 중이었음', en: 'Under way' },
  'not reached': { ko: '닿지 않음', en: 'Not reached' },
  'planned skip': { ko: '이 깊이에서는 보지 않음', en: 'Not part of this depth' },
};

export const words = {
  title: { ko: '오토스케일링 실습 확인', en: 'Auto scaling lab report' },
  nameless: { ko: '이름 없는 참가자', en: 'An attendee without a name' },
  skipLink: { ko: '본문으로 건너뛰기', en: 'Skip to the report' },
  otherLanguage: { ko: 'English', en: '한국어' },
  about: { ko: '이 실행에 대하여', en: 'About this run' },
  lab: { ko: '실습 환경', en: 'Lab' },
  simulator: { ko: '시뮬레이터', en: 'Simulator' },
  aws: { ko: 'AWS 계정', en: 'AWS account' },
  account: { ko: '계정', en: 'Account' },
  region: { ko: '리전', en: 'Region' },
  cluster: { ko: '클러스터', en: 'Cluster' },
  depth: { ko: '깊이', en: 'Depth' },
  provision: { ko: '구성·부하·확인 (provision)', en: 'Set up, load and check (provision)' },
  verify: { ko: '부하·확인 (verify)', en: 'Load and check (verify)' },
  inspect: { ko: '읽기만 (inspect)', en: 'Read only (inspect)' },
  began: { ko: '시작', en: 'Began' },
  took: { ko: '걸린 시간', en: 'Took' },
  chapters: { ko: '장', en: 'Chapters' },
  stepsPassed: (passed: number, of: number): Text => ({
    ko: `${of}단계 중 ${passed}단계 통과`,
    en: `${passed} of ${of} steps passed`,
  }),
  firstAt: (title: Text): Text => ({ ko: `처음 걸린 단계: ${title.ko}`, en: `First at the step: ${title.en}` }),
  interruptedAt: (when: string): Text => ({
    ko: `${when}에 중단됨. 그때까지 기록된 것만 있습니다.`,
    en: `Interrupted at ${when}. What was recorded until then is here, and no more.`,
  }),
  story: { ko: '일어난 일', en: 'What happened' },
  chartOf: (chapter: Text): Text => ({ ko: `${chapter.ko}의 시간 흐름`, en: `${chapter.en} over time` }),
  chartKeys: {
    ko: '가리키면 그때의 값이 보입니다. 끌어서 확대, 선택한 뒤 휠로 확대·축소, 화살표 키로 이동, + − 0 키로 확대·축소·전체.',
    en: 'Point at it for the values of a moment. Drag to zoom in; once chosen, the wheel zooms too; arrow keys move, + − 0 zoom in, out and back.',
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
  workshop: { ko: '워크숍', en: 'The workshop' },
  diagnosis: { ko: '진단: 처음 끊어진 고리', en: 'Diagnosis: the first broken link' },
  // As fixtures/inspection/diagnosis-text.ts labels what the chain of links shows already.
  brokenLink: { ko: '끊어진 고리', en: 'Broken link' },
  linksNotReached: { ko: '아직 닿지 않음', en: 'Not reached' },
  diagnosisOf: { ko: '이 단계에서 드러남', en: 'Shown by the step' },
  worthKnowing: { ko: '알아 둘 것', en: 'Worth knowing' },
  outside: { ko: '단계 밖에서 실패한 것', en: 'What failed outside of the steps' },
  misses: (count: number): Text => ({
    ko: `조회 ${count}번이 실패했습니다. 관찰로 치지 않습니다.`,
    en: `${count} readings failed. They count as no observation.`,
  }),
  leftBehind: { ko: '계정에 남은 것', en: 'How the account was left' },
  nothingLeft: {
    ko: '시뮬레이터에서 실행했습니다. 프로세스와 함께 사라지므로 남는 것도 비용도 없습니다.',
    en: 'The run was on the simulator, which is gone with its process: nothing is left, and nothing costs.',
  },
  onlyRead: { ko: '읽기만 했습니다. 바꾼 것이 없습니다.', en: 'The run only read. Nothing was changed.' },
  noStatement: {
    ko: '기록이 없습니다. 실행이 그 전에 끝났다면 npm run restore로 되돌리십시오.',
    en: 'Nothing is recorded of it. If the run ended before that, npm run restore puts back what it changed.',
  },
  lacks: { ko: '이 보고서에 빠진 것', en: 'What this report lacks' },
  zone: { ko: '시각은 한국 시각(UTC+9)입니다.', en: 'Clock times are Korean (UTC+9).' },
  labTime: {
    ko: '걸린 시간은 실습 환경의 시간으로 잽니다.',
    en: 'How long a step took is counted in the lab’s own time.',
  },
  maskedIds: { ko: '계정 번호는 뒤 네 자리만 보입니다.', en: 'Account ids show their last four digits alone.' },
  load: { ko: '부하', en: 'load' },
  counts: { ko: '개수', en: 'Counts' },
  traffic: { ko: '보낸 요청과 센 요청', en: 'Requests sent and counted' },
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
  RequestCount: { ko: '로드 밸런서가 셈 (RequestCount)', en: 'RequestCount' },
  '요청/타겟/분': { ko: '요청/타겟/분', en: 'requests per target and minute' },
  '바이트/인스턴스/분': { ko: '바이트/인스턴스/분', en: 'bytes per instance and minute' },
  '요청/분': { ko: '요청/분', en: 'requests a minute' },
};
