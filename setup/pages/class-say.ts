/** What an instructor says aloud to a class that is stuck at a step: a sentence a step, in Korean and English. */
import { steps } from '../../fixtures/demogo';
import type { StepId } from '../../fixtures/inspection/setting';
import type { Text } from '../../helpers/language';

/** A field of a form and its value as the workshop has them, without the Korean words for choosing it. */
const field = (step: StepId): string =>
  steps[step].quote.replace(/(?<=: )드롭다운에서 /, '').replace(/[을를] 선택합니다\.$/, '');

const set = (place: Text, step: StepId): Text => ({
  ko: `${place.ko}에서 "${field(step)}"(으)로 되어 있는지 다시 확인해 주십시오.`,
  en: `${place.en}, please check again that it says "${field(step)}".`,
});

const service: Text = {
  ko: 'ECS 콘솔의 web 서비스에서 Update를 누르고 Step 3의 Set Auto Scaling',
  en: 'In the ECS console, open the service web, choose Update, and at Step 3, Set Auto Scaling',
};
const policy: Text = {
  ko: 'web 서비스의 Update → Step 3 → Add policy',
  en: 'Update the service web, and in the policy of Step 3',
};
const provider: Text = {
  ko: 'DEMOGO-ECS 클러스터의 Capacity Providers 탭',
  en: 'On the tab Capacity Providers of the cluster DEMOGO-ECS',
};
const cluster: Text = { ko: 'DEMOGO-ECS 클러스터의 Update Cluster', en: 'In Update Cluster of DEMOGO-ECS' };
const groupPolicy: Text = {
  ko: 'EC2 Auto Scaling 그룹의 Scaling Policies 탭',
  en: 'On the tab Scaling Policies of the EC2 Auto Scaling group',
};
const group: Text = {
  ko: 'EC2 Auto Scaling 그룹의 Actions → Edit',
  en: 'In the EC2 Auto Scaling group, under Actions, Edit',
};

const serviceLoad: Text = {
  ko: 'Workstation에서 service_loadtest 스크립트를 3분 넘게, 끝나면 곧바로 다시 실행해 주십시오. 주소 끝의 /도 확인해 주십시오.',
  en: 'On the Workstation, run the script service_loadtest for more than three minutes, again as soon as it ends. Look at the / at the end of the address too.',
};
const clusterLoad: Text = {
  ko: 'Workstation에서 cluster_loadtest 스크립트를 쉬지 않고 3분 넘게 반복해 주십시오. /, /cats, /dogs 세 줄이 모두 있어야 합니다.',
  en: 'On the Workstation, run the script cluster_loadtest again and again for more than three minutes. It needs all three lines: /, /cats and /dogs.',
};
const serviceAlarm: Text = {
  ko: 'CloudWatch Alarms에서 AlarmHigh를 열어 보십시오. 4000을 넘는 데이터 포인트가 3개 이어져야 In alarm으로 바뀝니다. 바뀌지 않았다면 부하 테스트를 더 실행해 주십시오.',
  en: 'Open AlarmHigh in CloudWatch Alarms. It takes three points on end above 4000 to go In alarm; if they are not there, go on with the load.',
};
const waitForTasks: Text = {
  ko: 'web 서비스의 Events 탭을 함께 보겠습니다. 알람이 In alarm으로 바뀐 뒤 1–2분이면 Desired count가 8이 됩니다. 그대로라면 최대 태스크 수와 정책을 확인해 주십시오.',
  en: 'Let us look at the Events tab of web. A minute or two after the alarm the desired count becomes 8; if it does not, check the maximum and the policy.',
};
const waitForScaleIn: Text = {
  ko: '축소되려면 부하가 없는 상태가 15분 이어져야 합니다. 부하 스크립트가 멈췄는지 확인하고 기다려 주십시오. 잠시 쉬어 가도 좋습니다.',
  en: 'Scaling in takes fifteen quiet minutes. See that no load script runs any more, and wait; it is a good time for a break.',
};
const waitForInstances: Text = {
  ko: '새 인스턴스가 클러스터에 등록되는 데 몇 분이 걸립니다. ECS Instances 탭에서 4개가 되는지 보십시오. 그대로라면 ASG의 Max가 4인지 확인해 주십시오.',
  en: 'New instances take some minutes to join. Watch the tab ECS Instances for four of them; if they do not come, check that Max of the group is 4.',
};
const insufficient: Text = {
  ko: '처음에는 Insufficient data가 맞습니다. 부하를 보내면 몇 분 뒤 데이터 포인트가 나타납니다.',
  en: 'Insufficient data is right at first. Some minutes after the load begins there are datapoints.',
};

export const say: Record<StepId, Text> = {
  minimum: set(service, 'minimum'),
  maximum: set(service, 'maximum'),
  policyType: set(policy, 'policyType'),
  policyName: set(policy, 'policyName'),
  policyMetric: set(policy, 'policyMetric'),
  policyTarget: set(policy, 'policyTarget'),
  cooldown: set(policy, 'cooldown'),
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
  deregistered: {
    ko: '종료된 태스크는 타겟 그룹에서 바로 사라지지 않습니다. 등록 취소 지연 시간(약 5분) 동안 draining 상태로 표시됩니다.',
    en: 'A task that was stopped does not leave the target group at once: for the deregistration delay, five minutes or so, it is draining.',
  },
  providerName: set(provider, 'providerName'),
  managedScaling: set(provider, 'managedScaling'),
  targetCapacity: set(provider, 'targetCapacity'),
  termination: set(provider, 'termination'),
  strategy: set(cluster, 'strategy'),
  groupPolicyName: set(groupPolicy, 'groupPolicyName'),
  groupPolicyMetric: set(groupPolicy, 'groupPolicyMetric'),
  groupPolicyTarget: set(groupPolicy, 'groupPolicyTarget'),
  warmup: set(groupPolicy, 'warmup'),
  groupMin: set(group, 'groupMin'),
  groupMax: set(group, 'groupMax'),
  groupCooldown: set(group, 'groupCooldown'),
  clusterLoad,
  clusterLoadTime: clusterLoad,
  clusterInsufficient: insufficient,
  networkIn: {
    ko: 'CloudWatch에서 NetworkIn 그래프를 열어 빨간색 기준선 50000을 넘는지 보십시오. 넘지 않으면 cluster_loadtest를 연속으로 더 실행해 주십시오.',
    en: 'Open the graph of NetworkIn in CloudWatch and see whether it is above the red line at 50000; if not, run cluster_loadtest on end some more.',
  },
  fourInstances: waitForInstances,
  noTasksYet: {
    ko: '새 인스턴스에는 처음에 태스크가 없는 것이 맞습니다. 이미 실행 중인 태스크는 옮겨 가지 않습니다.',
    en: 'It is right that the new instances have no tasks at first: tasks that run already do not move.',
  },
  spread: {
    ko: 'web 서비스의 태스크를 하나 늘려 보십시오. 태스크가 적은 새 인스턴스에 배치되는 것을 볼 수 있습니다.',
    en: 'Start one more task of web: it goes to a new instance, where there are few.',
  },
  metricsTab: {
    ko: '클러스터의 Metrics 탭에 값이 나타나려면 몇 분이 걸립니다. 잠시 뒤 다시 열어 주십시오.',
    en: 'It takes some minutes until the tab Metrics of the cluster has values. Open it again in a while.',
  },
  insights: {
    ko: '클러스터 설정에서 Container Insights가 켜져 있는지 확인해 주십시오. 켠 뒤의 값부터 나타납니다.',
    en: 'See in the settings of the cluster that Container Insights is on. It has values from then on.',
  },
};

/** Where no step of the workshop is named. */
export const sayOfTitle = (title: Text): Text => ({
  ko: `"${title.ko}" 단계로 돌아가 실습 안내의 화면과 하나씩 비교해 주십시오.`,
  en: `Go back to the step "${title.en}" and compare it with the workshop's pictures, one by one.`,
});

export const sentenceFor = (step: string | undefined, title: Text): Text =>
  step !== undefined && Object.hasOwn(say, step) ? say[step as StepId] : sayOfTitle(title);
