// What the clients' tests share: where the server is, and the scripted conversation they take part in.
export const base = process.env.BASE_URL ?? 'http://127.0.0.1:3000';

/** A conversation with a payer that shows its policy first and approves once it is given a letter. */
export const template = {
  title: 'Knee MRI',
  agents: [
    { id: 'clinic' },
    {
      id: 'payer',
      agentClass: 'script',
      config: {
        script: {
          name: 'payer',
          turns: [
            [
              { kind: 'post', text: 'One moment.', finality: 'none' },
              {
                kind: 'post',
                text: 'Here is the policy.',
                attachments: [{ name: 'policy.md', contentType: 'text/markdown', content: '# Policy ä' }]
              }
            ],
            [
              {
                kind: 'switch',
                on: 'text',
                cases: [
                  {
                    contains: 'letter',
                    do: [
                      {
                        kind: 'post',
                        text: 'Approved.',
                        finality: 'conversation',
                        outcome: { status: 'success', reason: 'criteria met' }
                      }
                    ]
                  }
                ],
                otherwise: [{ kind: 'post', text: 'The letter is missing.' }]
              }
            ]
          ]
        }
      }
    }
  ],
  startingAgentId: 'clinic'
};

/** The address of a bridge (`mcp` or `a2a`) for a Meta. */
export function bridge(protocol, meta = template) {
  const config64 = Buffer.from(JSON.stringify(meta)).toString('base64url');
  return `${base}/api/bridge/${config64}/${protocol}`;
}
