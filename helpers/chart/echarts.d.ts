/** Types for the build of echarts that the chart loads: half the code of the main one, and CommonJS, which Jest can require. */
declare module 'echarts/dist/echarts.common.min' {
  export { init } from 'echarts';
}
