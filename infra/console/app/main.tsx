import { render } from 'preact';
import './style/base.css';
import './style/frame.css';
import './style/parts.css';
import './style/pages.css';
import { startClock } from './clock.ts';
import { Frame } from './frame.tsx';
import { startQueues } from './queues.ts';
import { startRouting } from './route.ts';
import { startRuns } from './runs.ts';
import { takeToken } from './session.ts';
import { startStream } from './stream.ts';
import { startTheme } from './theme.ts';

takeToken();
startTheme();
startRouting();
startClock();
startRuns();
startQueues();
startStream();

const place = document.querySelector('#app');
if (place !== null) render(<Frame />, place);
