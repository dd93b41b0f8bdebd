import { Select, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { FormSection } from '@/ui';
import { DayInput } from '@/ui/day-input';
import type { ClientValues } from '../api/clients';
import { SEX_OPTIONS } from '../model/words';

type Form = UseFormReturnType<ClientValues>;
const PAIR = { cols: { base: 1, xs: 2 }, spacing: 'md', verticalSpacing: 'md' } as const;

/** Who the person is: enough to find them again. */
export function PersonFields(props: { form: Form; autoFocus?: boolean }) {
  const { form } = props;
  return (
    <>
      <SimpleGrid {...PAIR}>
        <TextInput label="Given name" required withAsterisk data-autofocus={props.autoFocus || undefined} autoComplete="off" {...form.getInputProps('givenName')} />
        <TextInput label="Family name" description="Leave empty for someone with one name." inputWrapperOrder={['label', 'input', 'description', 'error']} autoComplete="off" {...form.getInputProps('familyName')} />
      </SimpleGrid>
      <SimpleGrid {...PAIR}>
        <TextInput label="Preferred name" autoComplete="off" {...form.getInputProps('preferredName')} />
        <TextInput label="Pronouns" placeholder="she/her" autoComplete="off" {...form.getInputProps('pronouns')} />
      </SimpleGrid>
      <SimpleGrid {...PAIR}>
        <DayInput label="Birth date" defaultLevel="decade" clearable clearButtonProps={{ 'aria-label': 'Clear the birth date' }} {...form.getInputProps('birthDate')} />
        <Select label="Sex" data={SEX_OPTIONS} clearable clearButtonProps={{ 'aria-label': 'Clear the sex' }} {...form.getInputProps('sex')} />
      </SimpleGrid>
      <TextInput label="Gender identity" autoComplete="off" {...form.getInputProps('genderIdentity')} />
    </>
  );
}

/** How to reach them. */
export function ContactFields(props: { form: Form }) {
  const { form } = props;
  return (
    <>
      <SimpleGrid {...PAIR}>
        <TextInput label="Phone" type="tel" autoComplete="off" {...form.getInputProps('phone')} />
        <TextInput label="E-mail" type="email" autoComplete="off" {...form.getInputProps('email')} />
      </SimpleGrid>
      <TextInput label="Address" autoComplete="off" {...form.getInputProps('addressLine')} />
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md" verticalSpacing="md">
        <TextInput label="City" autoComplete="off" {...form.getInputProps('city')} />
        <TextInput label="State" autoComplete="off" {...form.getInputProps('state')} />
        <TextInput label="Postal code" autoComplete="off" {...form.getInputProps('postalCode')} />
      </SimpleGrid>
      <TextInput label="Language" autoComplete="off" {...form.getInputProps('language')} />
    </>
  );
}

/** Whom to call, and a word for whoever opens the chart. */
export function EmergencyFields(props: { form: Form }) {
  const { form } = props;
  return (
    <>
      <SimpleGrid {...PAIR}>
        <TextInput label="Emergency contact" placeholder="Name, and who they are to the client" autoComplete="off" {...form.getInputProps('emergencyContactName')} />
        <TextInput label="Their phone" type="tel" autoComplete="off" {...form.getInputProps('emergencyContactPhone')} />
      </SimpleGrid>
      <Textarea label="Note" description="A word for whoever opens the chart. Not a clinical note." autosize minRows={2} {...form.getInputProps('note')} />
    </>
  );
}

/** All of it, in sections. */
export function ClientSections(props: { form: Form }) {
  return (
    <>
      <FormSection title="Person">
        <PersonFields form={props.form} autoFocus />
      </FormSection>
      <FormSection title="Contact">
        <ContactFields form={props.form} />
      </FormSection>
      <FormSection title="In an emergency">
        <EmergencyFields form={props.form} />
      </FormSection>
    </>
  );
}
