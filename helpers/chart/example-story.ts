/** A story to draw in tests: service autoscaling as the workshop's author recorded it, its minutes between filled in. */
import type { StoryChart } from './story';

const start = Date.UTC(2020, 2, 29, 9, 14, 25);

/** Milliseconds since the epoch, `mm:ss` after the story's start. */
export const at = (mmss: string): number => {
  const [minutes, seconds] = mmss.split(':').map(Number);
  return start + (minutes! * 60 + seconds!) * 1000;
};

const perMinute = [
  0,
  0,
  0,
  41_200,
  96_500,
  138_000,
  121_000,
  88_000,
  34_700,
  30_900,
  2_100,
  ...Array.from({ length: 22 }, () => 0),
];

export const exampleStory: StoryChart = {
  title: '서비스 오토스케일링 · service auto scaling of web',
  subtitle: 'a cluster / web · ap-northeast-2 · 2020-03-29 · desired count 2 → 8 → 7',
  from: at('00:00'),
  to: at('32:00'),
  metric: {
    name: 'RequestCountPerTarget',
    unit: '타겟당 1분 합계',
    points: perMinute
      .map((value, minute) => ({ at: Date.UTC(2020, 2, 29, 9, 15 + minute), value }))
      .filter((p) => p.at < at('32:00')),
    thresholds: [
      { label: 'AlarmHigh', value: 4000 },
      { label: 'AlarmLow', value: 3600 },
    ],
  },
  states: [
    {
      name: 'AlarmHigh · RequestCountPerTarget > 4000, 3 datapoints within 3 minutes',
      spans: [
        { from: at('00:00'), to: at('02:30'), state: 'INSUFFICIENT_DATA' },
        { from: at('02:30'), to: at('06:48'), state: 'OK' },
        { from: at('06:48'), to: at('14:48'), state: 'ALARM' },
        { from: at('14:48'), to: at('32:00'), state: 'OK' },
      ],
    },
    {
      name: 'AlarmLow · RequestCountPerTarget < 3600, 15 datapoints within 15 minutes',
      spans: [
        { from: at('00:00'), to: at('02:30'), state: 'INSUFFICIENT_DATA' },
        { from: at('02:30'), to: at('26:52'), state: 'OK' },
        { from: at('26:52'), to: at('32:00'), state: 'ALARM' },
      ],
    },
  ],
  counts: [
    {
      name: 'desired count',
      points: [
        { at: at('00:00'), value: 2 },
        { at: at('07:00'), value: 8 },
        { at: at('27:01'), value: 7 },
      ],
    },
    {
      name: 'running',
      points: [
        { at: at('00:00'), value: 2 },
        { at: at('07:43'), value: 3 },
        { at: at('08:01'), value: 8 },
        { at: at('32:00'), value: 8 },
      ],
    },
  ],
  spans: [
    { label: '서비스 부하 1회', from: at('03:20'), to: at('03:50') },
    { label: '서비스 부하 연속 실행 (ab -c 200 -t 30)', from: at('04:10'), to: at('10:30') },
  ],
  arrivals: [
    { at: at('06:48'), label: 'AlarmHigh가 In alarm 상태로 바뀜' },
    { at: at('07:00'), label: 'desired count가 8이 됨' },
    { at: at('07:16'), label: '태스크 6개 시작' },
    { at: at('08:01'), label: '새 태스크 6개가 타겟 그룹에 등록됨' },
    { at: at('08:13'), label: 'steady state에 도달' },
    { at: at('26:52'), label: 'AlarmLow가 In alarm 상태로 바뀜' },
    { at: at('27:01'), label: 'desired count가 7이 됨' },
    { at: at('27:12'), label: '태스크 1개 등록 해제, 연결 드레이닝 시작' },
  ],
};
