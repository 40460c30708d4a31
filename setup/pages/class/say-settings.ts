/** What is said aloud of a wrong setting that is not the entry which its step fills in: of an alarm, beside an entry, or on no form. Pure. */
import { clusterAutoscaling, demogo } from '../../../fixtures/demogo';
import type { StepId } from '../../../fixtures/inspection/setting';
import { asIs, type Text } from '../../../helpers/language';
import { begun, checkAgain, groupPart, inPolicies, keptBy, places } from './say-forms';
import { seen } from './say-steps';
import { itsOwn, policyOf, scaledBy } from './say-which';
import { entryOf } from '../console-entry';
import type { Finding } from '../run-record';

export interface Aloud {
  /** A heading: as the console or the workshop names what is to be set right. */
  label: Text;
  say: Text;
}

const { policy: groupPolicy } = clusterAutoscaling;

/** On no form that the workshop shows: only its own page tells an attendee of it. */
const hidden: Aloud = {
  label: { ko: '화면에 보이지 않는 설정', en: 'A setting that the form does not show' },
  say: seen('화면에 보이지 않는 설정이 다릅니다.', 'A setting that the form does not show is different.'),
};

/** By AWS's own path. */
const known: Record<string, (step: StepId) => Aloud> = {
  'ScalingPolicies.length': (step) => ({
    label: { ko: `${scaledBy(step).ko}의 정책 수`, en: `Number of policies of ${scaledBy(step).en}` },
    say: checkAgain(step === 'groupPolicyName' ? step : 'policyName'),
  }),
  'TargetTrackingScalingPolicyConfiguration.ScaleInCooldown': () => ({
    label: { ko: '스케일 인 휴지 기간', en: 'Scale-in cooldown' },
    say: {
      ko: `${places.policy.ko}에서 Scale-in cooldown period를 기본값으로 되돌린 뒤 ${keptBy.policy.ko}. 바꾸는 것은 ${entryOf('cooldown').label} 하나입니다.`,
      en: `${begun(places.policy.en)}, put Scale-in cooldown period back to its default, and ${keptBy.policy.en}. ${entryOf('cooldown').label} is the only one to change.`,
    },
  }),
  'TargetTrackingScalingPolicyConfiguration.DisableScaleIn': (step) => ({
    label: itsOwn(step, { ko: '스케일 인 비활성화', en: 'Disable scale-in' }),
    say: {
      ko: `${places.policy.ko}에서 Disable scale-in의 선택을 해제한 뒤 ${keptBy.policy.ko}. 선택되어 있으면 축소되지 않습니다.`,
      en: `${begun(places.policy.en)}, clear Disable scale-in, and ${keptBy.policy.en}. Otherwise the service never scales in.`,
    },
  }),
  'TargetTrackingConfiguration.DisableScaleIn': (step) => ({
    label: itsOwn(step, { ko: '스케일 인 비활성화', en: 'Disable scale in' }),
    say: {
      ko: `${places.groupPolicy.ko}에서 Disable scale in의 선택을 해제한 뒤 ${keptBy.groupPolicy.ko}. 선택되어 있으면 축소되지 않습니다.`,
      en: `${begun(places.groupPolicy.en)}, clear Disable scale in, and ${keptBy.groupPolicy.en}. Otherwise the group never scales in.`,
    },
  }),
  'autoScalingGroupProvider.autoScalingGroupArn': () => ({
    label: { ko: '용량 공급자의 Auto Scaling 그룹', en: 'Auto Scaling group of the capacity provider' },
    say: {
      ko: `용량 공급자가 다른 Auto Scaling 그룹에 연결되어 있습니다. ${places.provider.ko}를 지우고 다시 만들면서, Auto Scaling group에서 이름에 ${groupPart}가 들어간 그룹을 선택해 주십시오.`,
      en: `The capacity provider is on another Auto Scaling group. On the tab Capacity Providers of the cluster ${demogo.cluster} delete it and make it again, and choose the group with ${groupPart} in its name.`,
    },
  }),
  SuspendedProcesses: () => ({
    label: asIs('Suspended Processes'),
    say: {
      ko: `${places.group.ko}에서 Suspended Processes를 비우고 Save를 눌러 주십시오. 중지된 프로세스가 있으면 ASG가 제대로 조정되지 않습니다.`,
      en: `${begun(places.group.en)}, clear Suspended Processes, and ${keptBy.group.en}. While one is suspended the group does not scale as it should.`,
    },
  }),
  // Of the group's policy, whose step has its name as the entry.
  PolicyType: () => ({
    label: { ko: 'ASG 조정 정책 유형', en: "Type of the group's scaling policy" },
    say: {
      ko: `ASG의 조정 정책이 Target tracking이 아닙니다. ${inPolicies.ko}에서 지우고 ${groupPolicy.name}를 Target tracking으로 다시 만들어 주십시오.`,
      en: `The scaling policy of the group is not one of target tracking. ${begun(inPolicies.en)} delete it, and make ${groupPolicy.name} again with Target tracking.`,
    },
  }),
  Enabled: () => ({
    label: { ko: 'ASG 조정 정책 사용', en: "The group's scaling policy enabled" },
    say: {
      ko: `ASG의 ${groupPolicy.name} 정책이 꺼져 있습니다. ${inPolicies.ko}에서 정책을 선택하고 Actions의 Enable을 눌러 주십시오.`,
      en: `The policy ${groupPolicy.name} of the group is off. ${begun(inPolicies.en)} choose it, and under Actions, Enable.`,
    },
  }),
};

/** Target tracking makes the alarms, and puts them right when it makes them again. */
function aloudOfAlarm(step: StepId, alarm: string, field: string): Aloud {
  const its = itsOwn(step, asIs(alarm));
  if (field === `${alarm}.ActionsEnabled`)
    return {
      label: itsOwn(step, asIs(`${alarm} Actions`)),
      say: {
        ko: `CloudWatch Alarms에서 ${its.ko}의 Actions가 켜져 있는지 확인해 주십시오. 꺼져 있으면 알람이 울려도 조정되지 않습니다.`,
        en: `In CloudWatch Alarms, check that the actions of ${its.en} are enabled; otherwise it rings and nothing scales.`,
      },
    };
  return {
    label: its,
    say: {
      ko: `${its.ko} 설정이 바뀌어 있습니다. 이 알람은 정책이 만든 것이니 직접 고치지 말고, ${policyOf(step)} 정책을 지우고 다시 만들어 주십시오.`,
      en: `${its.en} was edited. The policy makes this alarm: do not set it right by hand, but delete the policy ${policyOf(step)} and make it again.`,
    },
  };
}

const aloudOfMissingAlarms = (step: StepId): Aloud => ({
  label: itsOwn(step, { ko: '두 알람', en: 'The two alarms' }),
  say: {
    ko: `${itsOwn(step, asIs('AlarmHigh')).ko}와 AlarmLow 중에 없는 것이 있습니다. ${policyOf(step)} 정책을 지우고 다시 만들면 알람도 다시 생깁니다.`,
    en: `Of ${itsOwn(step, asIs('AlarmHigh and AlarmLow')).en} one is missing. Delete the policy ${policyOf(step)} and make it again; its alarms come with it.`,
  },
});

/** @param step that stands for the setting @param finding with AWS's own path of it */
export function aloudOfSetting(step: StepId, { about, alarm }: Finding): Aloud {
  if (alarm) return aloudOfAlarm(step, alarm, about);
  if (about === 'Alarms') return aloudOfMissingAlarms(step);
  return Object.hasOwn(known, about) ? known[about]!(step) : hidden;
}
