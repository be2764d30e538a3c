<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>desk::ui::ChatView</name>
        <message numerus="yes">
            <source>%n new message(s)</source>
            <translation>
                <numerusform>%n new message</numerusform>
                <numerusform>%n new messages</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>desk::ui::LinkBanner</name>
        <message numerus="yes">
            <source>%n message(s) queued.</source>
            <translation>
                <numerusform>%n message queued.</numerusform>
                <numerusform>%n messages queued.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>desk::ui::StatusLine</name>
        <message numerus="yes">
            <source>%n queued</source>
            <translation>
                <numerusform>%n queued</numerusform>
                <numerusform>%n queued</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n refused</source>
            <translation>
                <numerusform>%n refused</numerusform>
                <numerusform>%n refused</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n people</source>
            <translation>
                <numerusform>%n person</numerusform>
                <numerusform>%n people</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TicketListModel</name>
        <message numerus="yes">
            <source>%n unread</source>
            <translation>
                <numerusform>%n unread</numerusform>
                <numerusform>%n unread</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n refused</source>
            <translation>
                <numerusform>%n refused</numerusform>
                <numerusform>%n refused</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n queued</source>
            <translation>
                <numerusform>%n queued</numerusform>
                <numerusform>%n queued</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TicketRowDelegate</name>
        <message numerus="yes">
            <source>%n refused</source>
            <translation>
                <numerusform>%n refused</numerusform>
                <numerusform>%n refused</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n queued</source>
            <translation>
                <numerusform>%n queued</numerusform>
                <numerusform>%n queued</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>desk::ui::Words</name>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n day</numerusform>
                <numerusform>%n days</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TokensPage</name>
        <message numerus="yes">
            <source>%n day(s)</source>
            <comment>how long a token holds</comment>
            <translation>
                <numerusform>%n day</numerusform>
                <numerusform>%n days</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>desk::ui::WhatsAppPage</name>
        <message numerus="yes">
            <source>%n queued message(s) wait for the new session.</source>
            <translation>
                <numerusform>%n queued message waits for the new session.</numerusform>
                <numerusform>%n queued messages wait for the new session.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TrayIcon</name>
        <message numerus="yes">
            <source>%n unread chat(s)</source>
            <translation>
                <numerusform>%n unread chat</numerusform>
                <numerusform>%n unread chats</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>desk::ui::NoticeBell</name>
        <message numerus="yes">
            <source>Notices, %n new</source>
            <translation>
                <numerusform>Notices, %n new</numerusform>
                <numerusform>Notices, %n new</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>desk::ui::WebhookList</name>
        <message numerus="yes">
            <source>%n waiting</source>
            <translation>
                <numerusform>%n waiting</numerusform>
                <numerusform>%n waiting</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>desk::ui::CustomerListModel</name>
        <message numerus="yes">
            <source>%n open</source>
            <translation>
                <numerusform>%n open</numerusform>
                <numerusform>%n open</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n open tickets</source>
            <translation>
                <numerusform>%n open ticket</numerusform>
                <numerusform>%n open tickets</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>desk::ui::FilterBar</name>
        <message numerus="yes">
            <source>No news for %n days</source>
            <translation>
                <numerusform>No news for %n day</numerusform>
                <numerusform>No news for %n days</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>desk::ui::MergeDialog</name>
        <message numerus="yes">
            <source>%n tickets</source>
            <translation>
                <numerusform>%n ticket</numerusform>
                <numerusform>%n tickets</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n messages</source>
            <translation>
                <numerusform>%n message</numerusform>
                <numerusform>%n messages</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>desk::ui::OutboxPane</name>
        <message numerus="yes">
            <source>%n refused</source>
            <translation>
                <numerusform>%n refused</numerusform>
                <numerusform>%n refused</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n queued</source>
            <translation>
                <numerusform>%n queued</numerusform>
                <numerusform>%n queued</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>desk::ui::Notice</name>
        <message numerus="yes">
            <source>%n new message(s)</source>
            <translation>
                <numerusform>%n new message</numerusform>
                <numerusform>%n new messages</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>News in %n ticket(s)</source>
            <translation>
                <numerusform>News in %n ticket</numerusform>
                <numerusform>News in %n tickets</numerusform>
            </translation>
        </message>
    </context>
</TS>
