/** What is said aloud of an entry of the console's forms: where it is, and what is to stand there. Pure. */
import { clusterAutoscaling, demogo, serviceAutoscaling } from '../../../fixtures/demogo';
import type { Text } from '../../../helpers/language';
import { entryOf, type EntryStep } from '../console-entry';

const { web } = demogo.services;
const [servicePolicy, groupPolicy] = [serviceAutoscaling.policy.name, clusterAutoscaling.policy.name];
const provider = clusterAutoscaling.capacityProvider.name;
/** What stands in the name of the cluster's group whatever CloudFormation adds to it. */
export const groupPart = demogo.groupPrefix.slice(demogo.groupPrefix.lastIndexOf('-') + 1);

/** Where the policies of the group are. */
export const inPolicies: Text = {
  ko: `EC2 콘솔에서 이름에 ${groupPart}가 들어간 Auto Scaling 그룹을 고른 뒤, Scaling Policies 탭`,
  en: `in the EC2 console, choose the Auto Scaling group with ${groupPart} in its name, and on the tab Scaling Policies`,
};

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
    ko: `${inPolicies.ko}의 ${groupPolicy}`,
    en: `${inPolicies.en}, in ${groupPolicy}`,
  },
  group: {
    ko: `EC2 콘솔에서 이름에 ${groupPart}가 들어간 Auto Scaling 그룹을 고른 뒤, Actions의 Edit`,
    en: `in the EC2 console, choose the Auto Scaling group with ${groupPart} in its name, and under Actions, Edit`,
  },
} as const satisfies Record<string, Text>;

type Form = keyof typeof places;

const updateService: Text = { ko: 'Update Service까지 눌러 주십시오', en: 'finish with Update Service' };
/** Where the workshop names no button. */
const saved: Text = { ko: '저장해 주십시오', en: 'save it' };

/** How a change in a form is kept: nothing of it counts before. */
export const keptBy: Record<Form, Text> = {
  service: updateService,
  policy: updateService,
  provider: saved,
  cluster: saved,
  groupPolicy: saved,
  group: { ko: 'Save까지 눌러 주십시오', en: 'choose Save' },
};

const formOf: Record<EntryStep, Form> = {
  minimum: 'service',
  maximum: 'service',
  policyType: 'policy',
  policyName: 'policy',
  policyMetric: 'policy',
  policyTarget: 'policy',
  cooldown: 'policy',
  providerName: 'provider',
  managedScaling: 'provider',
  targetCapacity: 'provider',
  termination: 'provider',
  strategy: 'cluster',
  groupPolicyName: 'groupPolicy',
  groupPolicyMetric: 'groupPolicy',
  groupPolicyTarget: 'groupPolicy',
  warmup: 'groupPolicy',
  groupMin: 'group',
  groupMax: 'group',
  groupCooldown: 'group',
};

/** With a capital letter, as a sentence begins. */
export const begun = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** A label with a Korean particle; as it sounds is known of its last word alone, and a value need not be called one twice. */
const particleOf = (label: string, afterConsonant: string, afterVowel: string): string =>
  label.endsWith(' value') ? `${label}${afterVowel}` : `${label} 값${afterConsonant}`;

/** What no form can change once it is there: names, types, and how many there are. */
const makeAgain: Partial<Record<EntryStep, Text>> = {
  policyType: {
    ko: `ECS 콘솔에서 ${web.name} 서비스의 Update를 누르고, Step 3에 있는 정책을 지운 뒤 ${servicePolicy} 정책을 Target tracking으로 다시 만들고, ${updateService.ko}. 만들어진 정책의 유형은 바꿀 수 없습니다.`,
    en: `Choose Update on the service ${web.name}, at Step 3 delete the policy, make ${servicePolicy} again with Target tracking, and ${updateService.en}. The type of a policy can't be changed.`,
  },
  policyName: {
    ko: `${places.service.ko}에서 정책이 ${servicePolicy} 하나만 있는지 확인해 주십시오. 이름이 다르면 지우고 다시 만들고, 다른 정책이 더 있으면 그것만 지운 뒤 ${updateService.ko}.`,
    en: `${begun(places.service.en)}, check that there is exactly one policy, ${servicePolicy}. If its name differs, delete it and make it again; if there is another one too, delete only that. Then ${updateService.en}.`,
  },
  providerName: {
    ko: `${demogo.cluster} 클러스터의 Capacity Providers 탭에 ${provider}가 있는지 확인하고, 이름이 다르면 지우고 다시 만들어 주십시오.`,
    en: `On the tab Capacity Providers of the cluster ${demogo.cluster}, check that ${provider} is there; if the name differs, delete it and make it again.`,
  },
  groupPolicyName: {
    ko: `${inPolicies.ko}에서 정책이 ${groupPolicy} 하나만 있는지 확인해 주십시오. 이름이 다르면 지우고 다시 만들고, 다른 정책이 더 있으면 그것만 지워 주십시오.`,
    en: `${begun(inPolicies.en)}, check that there is exactly one policy, ${groupPolicy}. If its name differs, delete it and make it again; if there is another one too, delete only that.`,
  },
};

/** Where another value stands. */
export function checkAgain(step: EntryStep): Text {
  const again = makeAgain[step];
  if (again) return again;
  const { ko, en } = places[formOf[step]];
  const kept = keptBy[formOf[step]];
  const { label, value } = entryOf(step);
  return {
    ko: `${ko}에서 ${particleOf(label, '이', '가')} ${value}인지 확인하고, 다르면 고친 뒤 ${kept.ko}.`,
    en: `${begun(en)}, check that ${label} is ${value}; if it is not, change it and ${kept.en}.`,
  };
}

/** What is made with a button of its own, or chosen from a list. */
const makeNow: Partial<Record<EntryStep, Text>> = {
  policyName: {
    ko: `ECS 콘솔에서 ${web.name} 서비스의 Update를 누르고, Step 3에서 Add scaling policy를 눌러 ${servicePolicy} 정책을 만든 뒤, 마지막에 ${updateService.ko}.`,
    en: `In the ECS console, choose Update on the service ${web.name}, at Step 3 choose Add scaling policy, make ${servicePolicy}, and ${updateService.en}.`,
  },
  providerName: {
    ko: `${demogo.cluster} 클러스터의 Capacity Providers 탭에서 Create를 눌러 ${provider}를 만들어 주십시오.`,
    en: `On the tab Capacity Providers of ${demogo.cluster} choose Create and make ${provider}.`,
  },
  strategy: {
    ko: `${demogo.cluster} 클러스터의 Update Cluster에서 Default capacity provider strategy로 ${provider}를 선택한 뒤 ${saved.ko}.`,
    en: `In Update Cluster of ${demogo.cluster} choose ${provider} as the default capacity provider strategy, and ${saved.en}.`,
  },
  groupPolicyName: {
    ko: `${inPolicies.ko}에서 Add policy를 눌러 ${groupPolicy}를 설정하고, 마지막에 Create까지 눌러 주십시오.`,
    en: `${begun(inPolicies.en)} choose Add policy, set up ${groupPolicy}, and finish with Create.`,
  },
};

/** Where the first of a form is still to be filled in, so are the others. */
const sameForm: Partial<Record<EntryStep, readonly EntryStep[]>> = {
  minimum: ['minimum', 'maximum'],
  groupMin: ['groupMin', 'groupMax', 'groupCooldown'],
};

/** What a form shows its entries for. */
const chosenFirst: Partial<Record<Form, Text>> = {
  service: {
    ko: 'Configure Service Auto Scaling으로 시작하는 항목을 선택하고 ',
    en: 'choose the option that begins with Configure Service Auto Scaling, ',
  },
};

/** Where nothing was set so far. */
export function setNow(step: EntryStep): Text {
  const make = makeNow[step];
  if (make) return make;
  const form = formOf[step];
  const [{ ko, en }, kept, first] = [places[form], keptBy[form], chosenFirst[form]];
  const entries = (sameForm[step] ?? [step]).map(entryOf);
  return {
    ko: `아직 설정하지 않은 분은 ${ko}에서 ${first?.ko ?? ''}설정해 주십시오. ${entries.map(({ label, value }) => `${particleOf(label, '은', '는')} ${value}`).join(', ')}입니다. 마지막에 ${kept.ko}.`,
    en: `If you have not done it yet: ${en}, ${first?.en ?? ''}set ${entries.map(({ label, value }) => `${label} to ${value}`).join(' and ')}, and ${kept.en}.`,
  };
}
