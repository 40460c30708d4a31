/** What is said aloud of an entry of the console's forms: where it is, and what is to stand there. Pure. */
import { clusterAutoscaling, demogo, serviceAutoscaling } from '../../../fixtures/demogo';
import type { Text } from '../../../helpers/language';
import { entryOf, type EntryStep } from '../console-entry';

const { web } = demogo.services;
const [servicePolicy, groupPolicy] = [serviceAutoscaling.policy.name, clusterAutoscaling.policy.name];
const provider = clusterAutoscaling.capacityProvider.name;
/** What stands in the name of the cluster's group whatever CloudFormation adds to it. */
export const groupPart = demogo.groupPrefix.slice(demogo.groupPrefix.lastIndexOf('-') + 1);

/** The workshop's ways to the forms; the English ones begin in lower case, for they also follow other words. */
export const places = {
  service: {
    ko: `ECS 콘솔에서 ${web.name} 서비스의 Update를 누르고, Step 3의 Set Auto Scaling`,
    en: `in the ECS console, open the service ${web.name}, choose Update, and at Step 3, Set Auto Scaling`,
  },
  policy: {
    ko: `ECS 콘솔에서 ${web.name} 서비스의 Update를 누르고, Step 3에 있는 ${servicePolicy} 정책`,
    en: `choose Update on the service ${web.name}, and at Step 3, in the policy ${servicePolicy}`,
  },
  provider: {
    ko: `${demogo.cluster} 클러스터의 Capacity Providers 탭에 있는 ${provider}`,
    en: `on the tab Capacity Providers of the cluster ${demogo.cluster}, in ${provider}`,
  },
  cluster: {
    ko: `${demogo.cluster} 클러스터의 Update Cluster`,
    en: `in Update Cluster of ${demogo.cluster}`,
  },
  groupPolicy: {
    ko: `EC2 콘솔에서 이름에 ${groupPart}가 들어간 Auto Scaling 그룹을 고른 뒤, Scaling Policies 탭의 ${groupPolicy}`,
    en: `in the EC2 console, choose the Auto Scaling group with ${groupPart} in its name, and on the tab Scaling Policies, in ${groupPolicy}`,
  },
  group: {
    ko: `EC2 콘솔에서 이름에 ${groupPart}가 들어간 Auto Scaling 그룹을 고른 뒤, Actions의 Edit`,
    en: `in the EC2 console, choose the Auto Scaling group with ${groupPart} in its name, and under Actions, Edit`,
  },
} as const satisfies Record<string, Text>;

const placeOf: Record<EntryStep, Text> = {
  minimum: places.service,
  maximum: places.service,
  policyType: places.policy,
  policyName: places.policy,
  policyMetric: places.policy,
  policyTarget: places.policy,
  cooldown: places.policy,
  providerName: places.provider,
  managedScaling: places.provider,
  targetCapacity: places.provider,
  termination: places.provider,
  strategy: places.cluster,
  groupPolicyName: places.groupPolicy,
  groupPolicyMetric: places.groupPolicy,
  groupPolicyTarget: places.groupPolicy,
  warmup: places.groupPolicy,
  groupMin: places.group,
  groupMax: places.group,
  groupCooldown: places.group,
};

/** With a capital letter, as a sentence begins. */
const begun = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** A label with a Korean particle; as it sounds is known of its last word alone, and a value need not be called one twice. */
const particleOf = (label: string, afterConsonant: string, afterVowel: string): string =>
  label.endsWith(' value') ? `${label}${afterVowel}` : `${label} 값${afterConsonant}`;

/** Things that are to be there once, under one name. */
const onePolicy: Text = {
  ko: `${web.name} 서비스에는 정책이 ${servicePolicy} 하나만 있어야 합니다. 이름이 다르거나 둘이면 지우고 하나로 다시 만들어 주십시오.`,
  en: `The service ${web.name} needs exactly one policy, ${servicePolicy}. If the name differs or there are two, delete and make it again.`,
};
const oneGroupPolicy: Text = {
  ko: `ASG에는 정책이 ${groupPolicy} 하나만 있어야 합니다. 이름이 다르거나 둘이면 지우고 하나로 다시 만들어 주십시오.`,
  en: `The Auto Scaling group needs exactly one policy, ${groupPolicy}. If the name differs or there are two, delete and make it again.`,
};

/** Where another value stands. */
export function checkAgain(step: EntryStep): Text {
  if (step === 'policyName') return onePolicy;
  if (step === 'groupPolicyName') return oneGroupPolicy;
  const { ko, en } = placeOf[step];
  const { label, value } = entryOf(step);
  return {
    ko: `${ko}에서 ${particleOf(label, '이', '가')} ${value}인지 다시 확인해 주십시오.`,
    en: `${begun(en)}, please check that ${label} is ${value}.`,
  };
}

/** What is made with a button of its own, or chosen from a list. */
const makeNow: Partial<Record<EntryStep, Text>> = {
  policyName: {
    ko: `Step 3에서 Add scaling policy를 눌러 ${servicePolicy} 정책을 만들고, 마지막에 Update Service까지 눌러 주십시오.`,
    en: `At Step 3 choose Add scaling policy, make ${servicePolicy}, and finish with Update Service.`,
  },
  providerName: {
    ko: `${demogo.cluster} 클러스터의 Capacity Providers 탭에서 Create를 눌러 ${provider}를 만들어 주십시오.`,
    en: `On the tab Capacity Providers of ${demogo.cluster} choose Create and make ${provider}.`,
  },
  strategy: {
    ko: `${demogo.cluster} 클러스터의 Update Cluster에서 Default capacity provider strategy로 ${provider}를 선택해 주십시오.`,
    en: `In Update Cluster of ${demogo.cluster} choose ${provider} as the default capacity provider strategy.`,
  },
  groupPolicyName: {
    ko: `이름에 ${groupPart}가 들어간 ASG의 Scaling Policies 탭에서 Add policy를 눌러 ${groupPolicy}를 만들어 주십시오.`,
    en: `On the tab Scaling Policies of the group with ${groupPart} in its name choose Add policy and make ${groupPolicy}.`,
  },
};

/** Where the first of a form is still to be filled in, so are the others. */
const sameForm: Partial<Record<EntryStep, readonly EntryStep[]>> = {
  minimum: ['minimum', 'maximum'],
  groupMin: ['groupMin', 'groupMax', 'groupCooldown'],
};

/** Where nothing was set so far. */
export function setNow(step: EntryStep): Text {
  const make = makeNow[step];
  if (make) return make;
  const { ko, en } = placeOf[step];
  const entries = (sameForm[step] ?? [step]).map(entryOf);
  return {
    ko: `아직 설정하지 않은 분은 ${ko}에서 설정해 주십시오. ${entries.map(({ label, value }) => `${particleOf(label, '은', '는')} ${value}`).join(', ')}입니다.`,
    en: `If you have not done it yet: ${en}, set ${entries.map(({ label, value }) => `${label} to ${value}`).join(' and ')}.`,
  };
}
