/** A number as the user of a SIP address (RFC 3261 §25.1): what the grammar allows stands as it is (a plus above all), the rest (#) is escaped. */
export const sipUser = (number: string): string => encodeURIComponent(number).replaceAll('%2B', '+')
