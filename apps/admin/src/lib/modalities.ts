/** Modalities to choose from; a clinic’s own can be typed. */
export const MODALITIES = ['CBT', 'DBT', 'ACT', 'Motivational interviewing', 'Trauma-informed', 'Psychodynamic', 'Mindfulness-based'];
