/** What AWS's own answers are made of: the names and types of their members, and nothing of what stood in them. */

// Taken from answers that Cloud Custodian keeps for its tests (cloud-custodian/cloud-custodian, tests/data/placebo). That
// of DescribeRules has ids and a date such as no account gives, so it may have been written by hand.

/** A member's type; of a list, what each item has, or nothing where the recorded list was empty. */
export type Shape =
  'string' | 'number' | 'boolean' | 'timestamp' | readonly Shape[] | { readonly [member: string]: Shape };

/** By `service Operation`. A name with ? is of a member that is not always there. */
export const recordedShapes: Readonly<Record<string, Shape>> = {
  'application-autoscaling DescribeScalableTargets': {
    ScalableTargets: [
      {
        ServiceNamespace: 'string',
        ResourceId: 'string',
        ScalableDimension: 'string',
        MinCapacity: 'number',
        MaxCapacity: 'number',
        RoleARN: 'string',
        CreationTime: 'timestamp',
        SuspendedState: {
          DynamicScalingInSuspended: 'boolean',
          DynamicScalingOutSuspended: 'boolean',
          ScheduledScalingSuspended: 'boolean',
        },
      },
    ],
  },
  'autoscaling DescribeAutoScalingGroups': {
    AutoScalingGroups: [
      {
        AutoScalingGroupName: 'string',
        AutoScalingGroupARN: 'string',
        // Only where instances are launched from one.
        'LaunchTemplate?': { LaunchTemplateId: 'string', LaunchTemplateName: 'string', Version: 'string' },
        MinSize: 'number',
        MaxSize: 'number',
        DesiredCapacity: 'number',
        DefaultCooldown: 'number',
        AvailabilityZones: ['string'],
        LoadBalancerNames: [],
        TargetGroupARNs: [],
        HealthCheckType: 'string',
        HealthCheckGracePeriod: 'number',
        Instances: [
          {
            InstanceId: 'string',
            InstanceType: 'string',
            AvailabilityZone: 'string',
            LifecycleState: 'string',
            HealthStatus: 'string',
            // Only where instances are launched from one.
            'LaunchTemplate?': { LaunchTemplateId: 'string', LaunchTemplateName: 'string', Version: 'string' },
            ProtectedFromScaleIn: 'boolean',
          },
        ],
        CreatedTime: 'timestamp',
        SuspendedProcesses: [],
        VPCZoneIdentifier: 'string',
        EnabledMetrics: [],
        Tags: [],
        TerminationPolicies: ['string'],
        NewInstancesProtectedFromScaleIn: 'boolean',
        ServiceLinkedRoleARN: 'string',
      },
    ],
  },
  'autoscaling DescribePolicies': {
    ScalingPolicies: [
      {
        AutoScalingGroupName: 'string',
        PolicyName: 'string',
        PolicyARN: 'string',
        PolicyType: 'string',
        StepAdjustments: [],
        Alarms: [{ AlarmName: 'string', AlarmARN: 'string' }],
        TargetTrackingConfiguration: {
          PredefinedMetricSpecification: { PredefinedMetricType: 'string' },
          TargetValue: 'number',
          DisableScaleIn: 'boolean',
        },
        Enabled: 'boolean',
      },
    ],
  },
  'cloudwatch DescribeAlarms': {
    MetricAlarms: [
      {
        EvaluationPeriods: 'number',
        AlarmArn: 'string',
        StateUpdatedTimestamp: 'timestamp',
        AlarmConfigurationUpdatedTimestamp: 'timestamp',
        ComparisonOperator: 'string',
        AlarmActions: [],
        Namespace: 'string',
        Period: 'number',
        StateValue: 'string',
        Threshold: 'number',
        AlarmName: 'string',
        Dimensions: [],
        Statistic: 'string',
        StateReason: 'string',
        InsufficientDataActions: [],
        OKActions: [],
        ActionsEnabled: 'boolean',
        MetricName: 'string',
      },
    ],
  },
  'ecs DescribeContainerInstances': {
    containerInstances: [
      {
        containerInstanceArn: 'string',
        ec2InstanceId: 'string',
        version: 'number',
        versionInfo: { agentVersion: 'string', agentHash: 'string', dockerVersion: 'string' },
        registeredResources: [
          {
            name: 'string',
            type: 'string',
            doubleValue: 'number',
            longValue: 'number',
            integerValue: 'number',
            'stringSetValue?': ['string'],
          },
        ],
        status: 'string',
        agentConnected: 'boolean',
        runningTasksCount: 'number',
        pendingTasksCount: 'number',
        attributes: [{ name: 'string', value: 'string' }],
        registeredAt: 'timestamp',
        attachments: [],
        tags: [],
      },
    ],
    failures: [],
  },
  'ecs DescribeServices': {
    services: [
      {
        serviceArn: 'string',
        serviceName: 'string',
        clusterArn: 'string',
        loadBalancers: [],
        serviceRegistries: [],
        status: 'string',
        desiredCount: 'number',
        runningCount: 'number',
        pendingCount: 'number',
        launchType: 'string',
        taskDefinition: 'string',
        deploymentConfiguration: {
          deploymentCircuitBreaker: { enable: 'boolean', rollback: 'boolean' },
          maximumPercent: 'number',
          minimumHealthyPercent: 'number',
        },
        deployments: [
          {
            id: 'string',
            status: 'string',
            taskDefinition: 'string',
            desiredCount: 'number',
            pendingCount: 'number',
            runningCount: 'number',
            failedTasks: 'number',
            createdAt: 'timestamp',
            updatedAt: 'timestamp',
            launchType: 'string',
            rolloutState: 'string',
            rolloutStateReason: 'string',
          },
        ],
        events: [{ id: 'string', createdAt: 'timestamp', message: 'string' }],
        createdAt: 'timestamp',
        placementConstraints: [],
        placementStrategy: [{ type: 'string', field: 'string' }],
        schedulingStrategy: 'string',
        createdBy: 'string',
        enableECSManagedTags: 'boolean',
        propagateTags: 'string',
      },
    ],
    failures: [],
  },
  'ecs DescribeTasks': {
    tasks: [
      {
        taskArn: 'string',
        clusterArn: 'string',
        taskDefinitionArn: 'string',
        overrides: { containerOverrides: [{ name: 'string' }] },
        lastStatus: 'string',
        desiredStatus: 'string',
        cpu: 'string',
        memory: 'string',
        containers: [
          {
            containerArn: 'string',
            taskArn: 'string',
            name: 'string',
            lastStatus: 'string',
            // Only of a container that failed; the recorded one could not pull its image.
            'reason?': 'string',
            networkInterfaces: [{ attachmentId: 'string', privateIpv4Address: 'string' }],
            healthStatus: 'string',
          },
        ],
        version: 'number',
        stoppedReason: 'string',
        stopCode: 'string',
        connectivity: 'string',
        connectivityAt: 'timestamp',
        pullStartedAt: 'timestamp',
        pullStoppedAt: 'timestamp',
        executionStoppedAt: 'timestamp',
        createdAt: 'timestamp',
        stoppingAt: 'timestamp',
        stoppedAt: 'timestamp',
        group: 'string',
        launchType: 'string',
        platformVersion: 'string',
        attachments: [
          { id: 'string', type: 'string', status: 'string', details: [{ name: 'string', value: 'string' }] },
        ],
        healthStatus: 'string',
        tags: [],
      },
    ],
    failures: [],
  },
  'elbv2 DescribeRules': {
    Rules: [
      {
        RuleArn: 'string',
        Priority: 'string',
        Conditions: [{ Field: 'string', Values: ['string'] }],
        Actions: [
          {
            Type: 'string',
            'TargetGroupArn?': 'string',
            Order: 'number',
            'RedirectConfig?': { Protocol: 'string', Port: 'string', StatusCode: 'string' },
          },
        ],
        IsDefault: 'boolean',
      },
    ],
  },
};
