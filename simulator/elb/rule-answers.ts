/** Rules with their conditions and actions as the API's answers show them. */
import type * as sdk from '@aws-sdk/client-elastic-load-balancing-v2';
import { isDefault, type Rule } from './model';
import type { RuleAction, RuleCondition } from './rules';

/** The priority of a rule is a string here, unlike in CreateRule; shape as in a recorded DescribeRules. */
export const ruleAnswer = (rule: Rule): sdk.Rule => ({
  RuleArn: rule.arn,
  Priority: isDefault(rule) ? 'default' : String(rule.priority),
  Conditions: rule.conditions.map(conditionAnswer),
  Actions: [actionAnswer(rule.action)],
  IsDefault: isDefault(rule),
});

function conditionAnswer(condition: RuleCondition): sdk.RuleCondition {
  const Field = condition.field;
  switch (condition.field) {
    case 'path-pattern':
      return { Field, Values: [...condition.values], PathPatternConfig: { Values: [...condition.values] } };
    case 'host-header':
      return { Field, Values: [...condition.values], HostHeaderConfig: { Values: [...condition.values] } };
    case 'http-header':
      return { Field, HttpHeaderConfig: { HttpHeaderName: condition.name, Values: [...condition.values] } };
    case 'http-request-method':
      return { Field, HttpRequestMethodConfig: { Values: [...condition.values] } };
    case 'query-string':
      return {
        Field,
        QueryStringConfig: { Values: condition.values.map(({ key, value }) => ({ Key: key, Value: value })) },
      };
    case 'source-ip':
      return { Field, SourceIpConfig: { Values: [...condition.values] } };
  }
}

/** What a redirect was not told is shown as the keyword that it stands for. */
export function actionAnswer(action: RuleAction): sdk.Action {
  switch (action.type) {
    case 'forward':
      return {
        Type: 'forward',
        TargetGroupArn: action.targetGroupArn,
        Order: 1,
        ForwardConfig: {
          TargetGroups: [{ TargetGroupArn: action.targetGroupArn, Weight: 1 }],
          TargetGroupStickinessConfig: { Enabled: false },
        },
      };
    case 'redirect':
      return {
        Type: 'redirect',
        Order: 1,
        RedirectConfig: {
          Protocol: action.protocol,
          Port: action.port,
          Host: action.host,
          Path: action.path,
          Query: action.query,
          StatusCode: action.status === 301 ? 'HTTP_301' : 'HTTP_302',
        },
      };
    case 'fixed-response':
      return {
        Type: 'fixed-response',
        Order: 1,
        FixedResponseConfig: {
          MessageBody: action.body,
          StatusCode: String(action.status),
          ContentType: action.contentType,
        },
      };
  }
}
