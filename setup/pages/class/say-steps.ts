/** What is said aloud of the workshop's steps that were not done yet, or went otherwise: what to do next, where to look. Pure. */
import { clusterAutoscaling, demogo, serviceAutoscaling } from '../../../fixtures/demogo';
import type { StepId } from '../../../fixtures/inspection/setting';
import { asIs, type Text } from '../../../helpers/language';
import { begun, checkAgain, keptBy, places, setNow } from './say-forms';
import { itsOwn } from './say-which';
import { isEntryStep, type EntryStep } from '../console-entry';
import type { Finding } from '../run-record';

const web = demogo.services.web.name;
const { minTasks, maxTasks, tasksAfterScaleIn, alarms } = serviceAutoscaling;
const { group } = clusterAutoscaling;
const { high, low } = alarms;
const loadMinutes = serviceAutoscaling.load.atLeast / 60;
const clusterLoadMinutes = clusterAutoscaling.load.atLeast / 60;
const networkIn = clusterAutoscaling.alarms;

const look: Text = {
  ko: '실습자 페이지의 진단을 함께 보겠습니다.',
  en: "Let us look at the diagnosis on the attendee's page together.",
};
/** What no attendee can set right alone. @param ko what is seen, as a sentence @param en the same */
export const seen = (ko: string, en: string): Text => ({ ko: `${ko} ${look.ko}`, en: `${en} ${look.en}` });

const serviceLoad: Text = {
  ko: `Workstation에서 본인 이름의 service_loadtest 스크립트를 끝날 때마다 곧바로 다시 실행하여 ${loadMinutes}분 넘게 이어 주십시오. 주소 끝의 /도 확인해 주십시오.`,
  en: `On the Workstation, run the script service_loadtest with your name, again as soon as it ends, for more than ${loadMinutes} minutes. Look at the / at the end of the address too.`,
};
const clusterLoad: Text = {
  ko: `Workstation에서 본인 이름의 cluster_loadtest 스크립트를 끝날 때마다 곧바로 다시 실행하여 ${clusterLoadMinutes}분 넘게 이어 주십시오. /, /cats, /dogs 세 줄이 모두 있어야 합니다.`,
  en: `On the Workstation, run the script cluster_loadtest with your name, again as soon as it ends, for more than ${clusterLoadMinutes} minutes. It needs all three lines: /, /cats and /dogs.`,
};
const insufficient: Text = {
  ko: '처음에는 Insufficient data가 맞습니다. 부하를 보내면 몇 분 뒤 데이터 포인트가 나타납니다.',
  en: 'Insufficient data is right at first. Some minutes after the load begins there are datapoints.',
};
const serviceAlarm: Text = {
  ko: `CloudWatch Alarms에서 AlarmHigh를 열어 보십시오. ${high.threshold}보다 큰 데이터 포인트가 ${high.datapoints}개 이어져야 In alarm으로 바뀝니다. 모자라면 부하 테스트를 더 실행해 주십시오.`,
  en: `Open AlarmHigh in CloudWatch Alarms. It takes ${high.datapoints} points in a row above ${high.threshold} to go In alarm; if they are not there, go on with the load.`,
};
const clusterAlarm: Text = {
  ko: `CloudWatch에서 NetworkIn 그래프를 열어 빨간색 기준선 ${networkIn.high.threshold}을 넘는지 보십시오. 넘지 않으면 cluster_loadtest를 연속으로 더 실행해 주십시오.`,
  en: `Open the graph of NetworkIn in CloudWatch and see whether it is above the red line at ${networkIn.high.threshold}; if not, run cluster_loadtest some more times in a row.`,
};
const waitForTasks: Text = {
  ko: `${web} 서비스의 Events 탭을 열어 두십시오. AlarmHigh가 In alarm으로 바뀌면 Desired Count가 ${maxTasks}이 되고, 새 태스크가 몇 분 안에 Running이 됩니다.`,
  en: `Keep the Events tab of ${web} open. When AlarmHigh goes In alarm, the desired count becomes ${maxTasks}, and the new tasks are Running within minutes.`,
};
const tasksDoNotRun: Text = {
  ko: `${web} 서비스의 Events 탭에서 새 태스크가 왜 자리 잡지 못하는지 확인해 주십시오. 시작과 중지가 되풀이되면 Tasks 탭에서 Stopped를 눌러 멈춘 이유를 확인해 주십시오.`,
  en: `On the Events tab of ${web}, read why the new tasks do not stay. If they start and stop again, choose Stopped on the Tasks tab and read why they stopped.`,
};
const tasksStop: Text = {
  ko: `${web} 서비스의 Tasks 탭에서 Stopped를 눌러 멈춘 이유를 확인해 주십시오.`,
  en: `On the Tasks tab of ${web} choose Stopped and read why the tasks stopped.`,
};
const waitForScaleIn: Text = {
  ko: `축소되려면 부하가 없는 상태가 ${low.datapoints}분 이어져야 합니다. 부하 스크립트가 멈췄는지 확인하고 기다려 주십시오. 잠시 쉬어 가도 좋습니다.`,
  en: `Scaling in takes ${low.datapoints} quiet minutes. See that no load script runs any more, and wait; it is a good time for a break.`,
};
const waitForInstances: Text = {
  ko: `새 인스턴스가 클러스터에 등록되는 데 몇 분이 걸립니다. ECS Instances 탭에서 ${group.max}개가 되는지 보십시오.`,
  en: `New instances take some minutes to join. Watch the tab ECS Instances for ${group.max} of them.`,
};
const draining: Text = {
  ko: '종료된 태스크는 타겟 그룹에서 바로 사라지지 않습니다. 등록 취소 지연 시간 동안 draining 상태로 표시됩니다.',
  en: 'A task that was stopped does not leave the target group at once: for the deregistration delay it is draining.',
};
const noTasksYet: Text = {
  ko: '새 인스턴스에는 처음에 태스크가 없는 것이 맞습니다. 이미 실행 중인 태스크는 옮겨 가지 않습니다.',
  en: 'It is right that the new instances have no tasks at first: tasks that run already do not move.',
};
const metricsLate: Text = {
  ko: '클러스터의 Metrics 탭에 값이 나타나려면 몇 분이 걸립니다. 잠시 뒤 다시 열어 주십시오.',
  en: 'It takes some minutes until the tab Metrics of the cluster has values. Open it again in a while.',
};
const insightsOn: Text = {
  ko: `${places.cluster.ko}에서 Container Insights가 켜져 있는지 확인하고, 꺼져 있으면 켠 뒤 ${keptBy.cluster.ko}. 켠 뒤의 값부터 나타납니다.`,
  en: `${begun(places.cluster.en)}, see that Container Insights is on; if it is not, switch it on and ${keptBy.cluster.en}. It has values from then on.`,
};

/** What to do next, at the steps that set nothing. */
const next: Record<Exclude<StepId, EntryStep>, Text> = {
  loadScript: serviceLoad,
  loadTime: serviceLoad,
  insufficient,
  noScalingMeanwhile: insufficient,
  threshold: serviceAlarm,
  inAlarm: serviceAlarm,
  events: waitForTasks,
  desired8: waitForTasks,
  activating: waitForTasks,
  desired7: waitForScaleIn,
  deregistered: draining,
  clusterLoad,
  clusterLoadTime: clusterLoad,
  clusterInsufficient: insufficient,
  networkIn: clusterAlarm,
  fourInstances: waitForInstances,
  noTasksYet,
  spread: {
    ko: `${web} 서비스의 태스크를 하나 늘려 보십시오. 태스크가 적은 새 인스턴스에 배치되는 것을 볼 수 있습니다.`,
    en: `Start one more task of ${web}. It goes to one of the new instances, which have few tasks.`,
  },
  metricsTab: metricsLate,
  insights: insightsOn,
};

/** As the workshop's console calls it, and the one since. */
const history: Text = {
  ko: 'Activity History 탭(새 콘솔에서는 Activity)',
  en: 'the tab Activity History (Activity in the new console)',
};

/** Where it is only known that an alarm did otherwise than expected. */
const alarmsOdd = seen(
  'CloudWatch Alarms의 알람이 기대와 다르게 바뀌었습니다.',
  'The alarms in CloudWatch Alarms went otherwise than expected.',
);
const groupStays = seen(
  'AlarmHigh는 In alarm으로 바뀌었지만 ASG의 원하는 용량이 늘지 않았습니다.',
  'AlarmHigh went In alarm, and the desired capacity of the group did not grow.',
);
const otherTasksStopped = seen(
  `축소할 때 종료된 태스크가 하나가 아닙니다. ${web} 서비스의 Events 탭을 열어 주십시오.`,
  `Scaling in did not stop exactly one task. Please open the Events tab of ${web}.`,
);

/** Of steps that went otherwise, though everything before them is set as it should be; of the others it is said what to do next. */
const otherwise: Partial<Record<StepId, Text>> = {
  maximum: seen(
    `${web} 서비스의 태스크 수가 ${minTasks}개에서 ${maxTasks}개 사이를 벗어났습니다.`,
    `The tasks of ${web} were not between ${minTasks} and ${maxTasks}.`,
  ),
  policyMetric: {
    ko: `요청이 ${web} 서비스의 지표에 나타나지 않습니다. 부하 스크립트의 주소가 ALB의 DNS 이름이고 끝에 /가 있는지 확인해 주십시오.`,
    en: `The requests do not show in the metric of ${web}. Check that the address in the load script is the DNS name of the load balancer, with a / at its end.`,
  },
  insufficient: alarmsOdd,
  noScalingMeanwhile: seen(
    '데이터가 부족한 동안 태스크 수가 바뀌었습니다.',
    'The number of tasks changed while data was insufficient.',
  ),
  threshold: alarmsOdd,
  inAlarm: alarmsOdd,
  events: tasksDoNotRun,
  activating: tasksDoNotRun,
  desired8: seen(
    `AlarmHigh는 In alarm으로 바뀌었지만 Desired Count가 ${maxTasks}이 되지 않았습니다. ${web} 서비스의 Events 탭을 열어 주십시오.`,
    `AlarmHigh went In alarm, and the desired count did not become ${maxTasks}. Please open the Events tab of ${web}.`,
  ),
  desired7: seen(
    `축소할 때 Desired Count가 먼저 ${tasksAfterScaleIn}이 되어야 하는데 그렇지 않았습니다. 기다려도 달라지지 않습니다.`,
    `Scaling in was to set the desired count to ${tasksAfterScaleIn} first, and did not. Waiting does not help.`,
  ),
  deregistered: otherTasksStopped,
  groupPolicyMetric: seen(
    '부하가 있는데도 NetworkIn 값이 오르지 않습니다.',
    'There is load, and NetworkIn does not rise.',
  ),
  groupMax: seen(
    `ASG의 원하는 용량이 ${group.max}가 되지 않았습니다. EC2 콘솔에서 ASG의 ${history.ko}을 열어 주십시오.`,
    `The desired capacity of the group did not become ${group.max}. Please open ${history.en} of the group in the EC2 console.`,
  ),
  clusterInsufficient: alarmsOdd,
  networkIn: alarmsOdd,
  fourInstances: {
    ko: `EC2 콘솔에서 ASG의 ${history.ko}을 열어 새 인스턴스가 시작되었는지, ECS Instances 탭에서 ACTIVE 상태인지 확인해 주십시오.`,
    en: `On ${history.en} of the group in the EC2 console see whether the new instances were launched, and on the tab ECS Instances whether they are ACTIVE.`,
  },
  noTasksYet: seen('새 인스턴스에 이미 태스크가 있습니다.', 'The new instances have tasks already.'),
  spread: seen(
    `새 태스크가 태스크가 적은 인스턴스로 가지 않았습니다. ${web} 서비스의 Task Placement를 확인해 주십시오.`,
    `A new task did not go where few tasks are. Please check Task Placement of the service ${web}.`,
  ),
  metricsTab: seen(
    '클러스터의 지표가 나타나지 않습니다. 기다려도 달라지지 않습니다.',
    'The metrics of the cluster do not show. Waiting does not help.',
  ),
};

/** Of a step that held, and later than it may. */
export const tooLate = seen(
  '일어나야 할 일이 일어났지만, 걸려도 되는 시간보다 오래 걸렸습니다.',
  'It did happen, but it took longer than it may.',
);

const neverRang = ({ ko, en }: Text): Text =>
  seen(
    `CloudWatch Alarms에서 ${ko} 이름을 클릭해 주십시오. 데이터 포인트가 모두 있는데도 In alarm으로 바뀌지 않았으니, 더 기다리거나 부하를 더 보낼 필요는 없습니다.`,
    `In CloudWatch Alarms choose ${en}. Its datapoints are complete, and it did not go In alarm: neither waiting nor more load helps.`,
  );
const rangEarly = ({ ko, en }: Text): Text =>
  seen(
    `CloudWatch Alarms에서 ${ko} 이름을 클릭해 주십시오. 데이터 포인트가 모두 모이기 전에 In alarm으로 바뀌었습니다.`,
    `In CloudWatch Alarms choose ${en}. It went In alarm before its datapoints were complete.`,
  );

/** Where one step stands for different faults: by the inspection's sentence, and the alarm that it is about. */
function otherwiseBy(step: StepId, { about, alarm }: Finding): Text | undefined {
  switch (about) {
    case 'tasksFailed':
      return tasksStop;
    case 'eventsSay':
      return step === 'desired7' ? otherTasksStopped : undefined;
    case 'capacityWasSet':
    case 'notScaled':
      return step === 'networkIn' ? groupStays : undefined;
    case 'tooSparse':
      return seen(
        'NetworkIn 데이터 포인트가 매분 나오지 않습니다. 인스턴스에 세부 모니터링이 필요합니다.',
        'NetworkIn does not have a datapoint every minute. The instances need detailed monitoring.',
      );
    case 'alarmIs':
      return alarm === undefined ? undefined : neverRang(itsOwn(step, asIs(alarm)));
    case 'wentInAlarm':
      return alarm === undefined ? undefined : rangEarly(itsOwn(step, asIs(alarm)));
  }
  return undefined;
}

/** The same of what has not happened yet. */
function nextBy(step: StepId, { about, alarm }: Finding): Text | undefined {
  if (alarm === 'AlarmLow') return waitForScaleIn;
  switch (about) {
    case 'notKept':
      return step === 'spread'
        ? undefined
        : {
            ko: '그때의 기록이 AWS에 더 이상 남아 있지 않습니다. 부하 테스트를 다시 실행하고, 끝나면 바로 알려 주십시오.',
            en: 'AWS does not keep what it had of that time any more. Run the load test again, and tell me as soon as it is over.',
          };
    case 'uncounted':
      return {
        ko: '지표의 데이터 포인트는 몇 분 늦게 나타납니다. 부하 테스트를 계속하면서 기다려 주십시오.',
        en: 'The datapoints of the metric show some minutes late. Go on with the load test, and wait.',
      };
    case 'soFar':
      return step === 'groupMax' ? clusterLoad : waitForScaleIn;
  }
  return undefined;
}

/** What to do at a step that was not done so far. */
export const nextOf = (step: StepId, finding?: Finding): Text =>
  (finding && nextBy(step, finding)) ?? (isEntryStep(step) ? setNow(step) : next[step]);

/** What to do where a step went otherwise than the workshop says. */
export const otherwiseOf = (step: StepId, finding?: Finding): Text =>
  (finding && otherwiseBy(step, finding)) ?? otherwise[step] ?? (isEntryStep(step) ? checkAgain(step) : next[step]);
