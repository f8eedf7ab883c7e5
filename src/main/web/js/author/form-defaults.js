// @ts-check
// What a new agent and a new tool start with.
export const AGENT = {
  principal: { type: 'organization', name: '', description: '' },
  situation: '',
  systemPrompt: '',
  goals: [],
  tools: [],
  knowledgeBase: {},
};
export const TOOL = {
  toolName: '',
  description: '',
  inputSchema: { type: 'object', properties: {}, required: [] },
  synthesisGuidance: '',
};
