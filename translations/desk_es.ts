<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
    <context>
        <name>desk::ui::ChatPane</name>
        <message>
            <source>That message belongs to another ticket of this person.</source>
            <translation>Ese mensaje es de otro ticket de esta persona.</translation>
        </message>
        <message>
            <source>Choose a ticket. Alt+Down opens the next one.</source>
            <translation>Elige un ticket. Alt+↓ abre el siguiente.</translation>
        </message>
        <message>
            <source>The conversation could not be read.</source>
            <translation>No se pudo leer la conversación.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Reintentar</translation>
        </message>
        <message>
            <source>Nothing has been said on this ticket yet.</source>
            <translation>Aún no hay mensajes en este ticket.</translation>
        </message>
        <message>
            <source>Nothing was new when you opened this conversation.</source>
            <translation>No había nada nuevo cuando abriste esta conversación.</translation>
        </message>
        <message>
            <source>Nothing has been said since that day.</source>
            <translation>Desde ese día no se ha escrito nada.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::ChatView</name>
        <message>
            <source>Conversation</source>
            <translation>Conversación</translation>
        </message>
        <message numerus="yes">
            <source>%n new message(s)</source>
            <translation>
                <numerusform>%n mensaje nuevo</numerusform>
                <numerusform>%n mensajes nuevos</numerusform>
            </translation>
        </message>
        <message>
            <source>To the end</source>
            <translation>Ir al final</translation>
        </message>
        <message>
            <source>WhatsApp accepted it: %1</source>
            <translation>WhatsApp lo aceptó a las %1</translation>
        </message>
        <message>
            <source>On the phone: %1</source>
            <translation>Llegó al celular a las %1</translation>
        </message>
        <message>
            <source>Read: %1</source>
            <translation>Leído a las %1</translation>
        </message>
        <message>
            <source>Customer</source>
            <translation>Cliente</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::Composer</name>
        <message>
            <source>Reply</source>
            <translation>Responder</translation>
        </message>
        <message>
            <source>Internal note</source>
            <translation>Nota interna</translation>
        </message>
        <message>
            <source>Attach</source>
            <translation>Adjuntar</translation>
        </message>
        <message>
            <source>Quick replies</source>
            <translation>Rápidas</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>Mensaje</translation>
        </message>
        <message>
            <source>/ quick replies</source>
            <translation>/ respuestas rápidas</translation>
        </message>
        <message>
            <source>Draft saved</source>
            <translation>Borrador guardado</translation>
        </message>
        <message>
            <source>You</source>
            <translation>Tú</translation>
        </message>
        <message>
            <source>Replying to %1: %2</source>
            <translation>Respondes a %1: %2</translation>
        </message>
        <message>
            <source>Save note</source>
            <translation>Guardar nota</translation>
        </message>
        <message>
            <source>Send</source>
            <translation>Enviar</translation>
        </message>
        <message>
            <source>Queue</source>
            <translation>Poner en cola</translation>
        </message>
        <message>
            <source>This customer asked for no more messages.</source>
            <translation>Este cliente pidió no recibir más mensajes.</translation>
        </message>
        <message>
            <source>Write a note for the team</source>
            <translation>Escribe una nota para el equipo</translation>
        </message>
        <message>
            <source>Write a message</source>
            <translation>Escribe un mensaje</translation>
        </message>
        <message>
            <source>Shift+Enter, new line</source>
            <translation>Mayús+Entrar, nueva línea</translation>
        </message>
        <message>
            <source>No connection: it will be queued</source>
            <translation>Sin conexión: quedará en cola</translation>
        </message>
        <message>
            <source>When you send, the assistant pauses</source>
            <translation>Al enviar, el asistente queda en pausa</translation>
        </message>
        <message>
            <source>Emoji (Ctrl+.)</source>
            <translation>Emoji (Ctrl+.)</translation>
        </message>
        <message>
            <source>The voice note could not be recorded. Check the microphone.</source>
            <translation>No se pudo grabar la nota de voz. Revisa el micrófono.</translation>
        </message>
        <message>
            <source>It was sent too long ago: WhatsApp takes no changes to it any more.</source>
            <translation>Se envió hace demasiado: WhatsApp ya no acepta cambios.</translation>
        </message>
        <message>
            <source>You are changing your message from %1. Esc leaves it as it was.</source>
            <translation>Editas tu mensaje de las %1. Esc lo deja como estaba.</translation>
        </message>
        <message>
            <source>Save change</source>
            <translation>Guardar cambio</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::CoreGateway</name>
        <message>
            <source>This computer</source>
            <translation>Esta computadora</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::ImageViewer</name>
        <message>
            <source>Pictures</source>
            <translation>Imágenes</translation>
        </message>
        <message>
            <source>Previous (Left)</source>
            <translation>Anterior (←)</translation>
        </message>
        <message>
            <source>Next (Right)</source>
            <translation>Siguiente (→)</translation>
        </message>
        <message>
            <source>Smaller (-)</source>
            <translation>Alejar (-)</translation>
        </message>
        <message>
            <source>Larger (+)</source>
            <translation>Acercar (+)</translation>
        </message>
        <message>
            <source>Turn (R)</source>
            <translation>Girar (R)</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 de %2</translation>
        </message>
        <message>
            <source>This picture cannot be shown.</source>
            <translation>Esta imagen no se puede mostrar.</translation>
        </message>
        <message>
            <source>Loading…</source>
            <translation>Cargando…</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::LinkBanner</name>
        <message>
            <source>WhatsApp is not linked yet.</source>
            <translation>WhatsApp aún no está vinculado.</translation>
        </message>
        <message>
            <source>Link it with the phone to receive and send messages.</source>
            <translation>Vincúlalo con el celular para recibir y enviar mensajes.</translation>
        </message>
        <message>
            <source>The session was closed on the phone.</source>
            <translation>Se cerró la sesión desde el celular.</translation>
        </message>
        <message>
            <source>Link again; tickets and messages are still here.</source>
            <translation>Vincula de nuevo; tickets y mensajes siguen aquí.</translation>
        </message>
        <message>
            <source>No connection to WhatsApp since %1.</source>
            <translation>Sin conexión con WhatsApp desde las %1.</translation>
        </message>
        <message>
            <source>No connection to WhatsApp.</source>
            <translation>Sin conexión con WhatsApp.</translation>
        </message>
        <message numerus="yes">
            <source>%n message(s) queued.</source>
            <translation>
                <numerusform>%n mensaje en cola.</numerusform>
                <numerusform>%n mensajes en cola.</numerusform>
            </translation>
        </message>
        <message>
            <source>What you write is kept and goes out in order when it is back.</source>
            <translation>Lo que escribas se guarda y sale en orden al volver.</translation>
        </message>
        <message>
            <source>Next try in %1 s</source>
            <translation>Siguiente intento en %1 s</translation>
        </message>
        <message>
            <source>Link…</source>
            <translation>Vincular…</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Reintentar ahora</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::MainWindow</name>
        <message>
            <source>Ventanilla</source>
            <translation>Ventanilla</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>&amp;Archivo</translation>
        </message>
        <message>
            <source>&amp;New ticket…</source>
            <translation>&amp;Nuevo ticket…</translation>
        </message>
        <message>
            <source>Link &amp;WhatsApp…</source>
            <translation>Vincular &amp;WhatsApp…</translation>
        </message>
        <message>
            <source>&amp;Settings…</source>
            <translation>&amp;Configuración…</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>&amp;Salir</translation>
        </message>
        <message>
            <source>&amp;Ticket</source>
            <translation>&amp;Ticket</translation>
        </message>
        <message>
            <source>&amp;Take</source>
            <translation>&amp;Tomar</translation>
        </message>
        <message>
            <source>Change &amp;status…</source>
            <translation>Cambiar &amp;estado…</translation>
        </message>
        <message>
            <source>T&amp;ransfer…</source>
            <translation>T&amp;ransferir…</translation>
        </message>
        <message>
            <source>&amp;Next ticket</source>
            <translation>Ticket &amp;siguiente</translation>
        </message>
        <message>
            <source>&amp;Previous ticket</source>
            <translation>Ticket &amp;anterior</translation>
        </message>
        <message>
            <source>&amp;Conversation</source>
            <translation>&amp;Conversación</translation>
        </message>
        <message>
            <source>&amp;Reply</source>
            <translation>&amp;Responder</translation>
        </message>
        <message>
            <source>Internal &amp;note</source>
            <translation>&amp;Nota interna</translation>
        </message>
        <message>
            <source>&amp;Pause or resume the assistant</source>
            <translation>&amp;Pausar o reanudar el asistente</translation>
        </message>
        <message>
            <source>Send the last refused message &amp;again</source>
            <translation>Reenviar el último r&amp;echazado</translation>
        </message>
        <message>
            <source>To the &amp;end</source>
            <translation>Ir al &amp;final</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>&amp;Ver</translation>
        </message>
        <message>
            <source>&amp;Search</source>
            <translation>&amp;Buscar</translation>
        </message>
        <message>
            <source>&amp;Details</source>
            <translation>&amp;Detalles</translation>
        </message>
        <message>
            <source>Next &amp;pane</source>
            <translation>Siguiente &amp;panel</translation>
        </message>
        <message>
            <source>&amp;Compact list</source>
            <translation>Lista &amp;compacta</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>A&amp;yuda</translation>
        </message>
        <message>
            <source>&amp;Keys</source>
            <translation>&amp;Teclas</translation>
        </message>
        <message>
            <source>Ticket %1 is nobody&apos;s now.</source>
            <translation>El ticket %1 quedó sin asignar.</translation>
        </message>
        <message>
            <source>Ticket %1 is yours now.</source>
            <translation>El ticket %1 ya es tuyo.</translation>
        </message>
        <message>
            <source>Ticket %1 given to %2.</source>
            <translation>Ticket %1 transferido a %2.</translation>
        </message>
        <message>
            <source>Setup &amp;assistant…</source>
            <translation>&amp;Asistente de configuración…</translation>
        </message>
        <message>
            <source>&amp;Panel</source>
            <translation>&amp;Panel</translation>
        </message>
        <message>
            <source>&amp;Open the panel</source>
            <translation>&amp;Abrir el panel</translation>
        </message>
        <message>
            <source>&amp;Share the panel…</source>
            <translation>&amp;Compartir el panel…</translation>
        </message>
        <message>
            <source>E&amp;moji…</source>
            <translation>E&amp;moji…</translation>
        </message>
        <message>
            <source>&amp;Go to a day…</source>
            <translation>&amp;Ir a un día…</translation>
        </message>
        <message>
            <source>To what is ne&amp;w</source>
            <translation>A lo nue&amp;vo</translation>
        </message>
        <message>
            <source>&amp;Tickets</source>
            <translation>&amp;Tickets</translation>
        </message>
        <message>
            <source>C&amp;ustomers</source>
            <translation>&amp;Clientes</translation>
        </message>
        <message>
            <source>&amp;Outbox</source>
            <translation>Ban&amp;deja de salida</translation>
        </message>
        <message>
            <source>Sort and &amp;filter…</source>
            <translation>&amp;Ordenar y filtrar…</translation>
        </message>
        <message>
            <source>Show the &amp;customer</source>
            <translation>Ver el &amp;cliente</translation>
        </message>
        <message>
            <source>Copy its &amp;number</source>
            <translation>Copiar el &amp;folio</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::NewTicketDialog</name>
        <message>
            <source>Open ticket</source>
            <translation>Abrir ticket</translation>
        </message>
        <message>
            <source>New ticket</source>
            <translation>Nuevo ticket</translation>
        </message>
        <message>
            <source>With country code; may be left empty</source>
            <translation>Con código de país; puede quedar vacío</translation>
        </message>
        <message>
            <source>Not known</source>
            <translation>No se sabe</translation>
        </message>
        <message>
            <source>&amp;Person</source>
            <translation>&amp;Persona</translation>
        </message>
        <message>
            <source>&amp;Department</source>
            <translation>&amp;Departamento</translation>
        </message>
        <message>
            <source>&amp;WhatsApp number</source>
            <translation>Número de &amp;WhatsApp</translation>
        </message>
        <message>
            <source>D&amp;evice</source>
            <translation>&amp;Equipo</translation>
        </message>
        <message>
            <source>P&amp;riority</source>
            <translation>P&amp;rioridad</translation>
        </message>
        <message>
            <source>&amp;Fault</source>
            <translation>&amp;Falla</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::StatusChip</name>
        <message>
            <source>Change status (Ctrl+E)</source>
            <translation>Cambiar estado (Ctrl+E)</translation>
        </message>
        <message>
            <source>Status: %1</source>
            <translation>Estado: %1</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::StatusLine</name>
        <message>
            <source>WhatsApp connected</source>
            <translation>WhatsApp conectado</translation>
        </message>
        <message>
            <source>Connecting to WhatsApp…</source>
            <translation>Conectando con WhatsApp…</translation>
        </message>
        <message>
            <source>Linking WhatsApp…</source>
            <translation>Vinculando WhatsApp…</translation>
        </message>
        <message>
            <source>WhatsApp not linked</source>
            <translation>WhatsApp sin vincular</translation>
        </message>
        <message>
            <source>No connection to WhatsApp</source>
            <translation>WhatsApp sin conexión</translation>
        </message>
        <message>
            <source>Nothing waits to be sent</source>
            <translation>Cola de envío vacía</translation>
        </message>
        <message numerus="yes">
            <source>%n queued</source>
            <translation>
                <numerusform>%n en cola</numerusform>
                <numerusform>%n en cola</numerusform>
            </translation>
        </message>
        <message>
            <source>the oldest for %1</source>
            <translation>el más antiguo hace %1</translation>
        </message>
        <message numerus="yes">
            <source>%n refused</source>
            <translation>
                <numerusform>%n rechazado</numerusform>
                <numerusform>%n rechazados</numerusform>
            </translation>
        </message>
        <message>
            <source>Let the assistant answer again</source>
            <translation>Reanudar al asistente</translation>
        </message>
        <message>
            <source>Assistant paused in every chat</source>
            <translation>Asistente en pausa en todos los chats</translation>
        </message>
        <message>
            <source>%1 free</source>
            <translation>%1 libres</translation>
        </message>
        <message>
            <source>The disk is almost full. Messages may not be stored before long.</source>
            <translation>El disco está casi lleno. Pronto podrían no guardarse los mensajes.</translation>
        </message>
        <message>
            <source>Room on the disk of the data folder</source>
            <translation>Espacio libre en el disco de los datos</translation>
        </message>
        <message>
            <source>Panel at %1:%2</source>
            <translation>Panel en %1:%2</translation>
        </message>
        <message>
            <source>Panel on this computer only</source>
            <translation>Panel solo en esta computadora</translation>
        </message>
        <message numerus="yes">
            <source>%n people</source>
            <translation>
                <numerusform>%n persona</numerusform>
                <numerusform>%n personas</numerusform>
            </translation>
        </message>
        <message>
            <source>Share the panel with your team</source>
            <translation>Compartir el panel con tu equipo</translation>
        </message>
        <message>
            <source>The last backup failed</source>
            <translation>El último respaldo falló</translation>
        </message>
        <message>
            <source>No backup yet</source>
            <translation>Aún no hay respaldo</translation>
        </message>
        <message>
            <source>Backup %1</source>
            <translation>Respaldo %1</translation>
        </message>
        <message>
            <source>Back the desk up</source>
            <translation>Respaldar la mesa</translation>
        </message>
        <message>
            <source>Last backup: %1</source>
            <translation>Último respaldo: %1</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TicketDetails</name>
        <message>
            <source>Ticket details</source>
            <translation>Detalles del ticket</translation>
        </message>
        <message>
            <source>Fault</source>
            <translation>Falla</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Adjuntos</translation>
        </message>
        <message>
            <source>Other tickets of this person</source>
            <translation>Otros tickets de esta persona</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Historial</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Estado</translation>
        </message>
        <message>
            <source>Only what may follow is listed.</source>
            <translation>Solo aparece lo que puede seguir.</translation>
        </message>
        <message>
            <source>Assigned to</source>
            <translation>Asignado a</translation>
        </message>
        <message>
            <source>Priority</source>
            <translation>Prioridad</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>Categoría</translation>
        </message>
        <message>
            <source>Ticket</source>
            <translation>Ticket</translation>
        </message>
        <message>
            <source>Person</source>
            <translation>Usuario</translation>
        </message>
        <message>
            <source>What is your name?</source>
            <translation>¿Cuál es tu nombre?</translation>
        </message>
        <message>
            <source>Department</source>
            <translation>Departamento</translation>
        </message>
        <message>
            <source>Which department are you in?</source>
            <translation>¿En qué departamento estás?</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Equipo</translation>
        </message>
        <message>
            <source>Not known</source>
            <translation>No se sabe</translation>
        </message>
        <message>
            <source>Asset number</source>
            <translation>N.º de activo</translation>
        </message>
        <message>
            <source>What is the number on the device&apos;s label?</source>
            <translation>¿Qué número trae la etiqueta del equipo?</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>Etiquetas</translation>
        </message>
        <message>
            <source>About the device</source>
            <translation>Datos del equipo</translation>
        </message>
        <message>
            <source>Ask</source>
            <translation>Preguntar</translation>
        </message>
        <message>
            <source>Puts the question into the answer</source>
            <translation>Pone la pregunta en la respuesta</translation>
        </message>
        <message>
            <source>opened %1 ago</source>
            <translation>abierto hace %1</translation>
        </message>
        <message>
            <source>Nobody</source>
            <translation>Nadie</translation>
        </message>
        <message>
            <source>Suggested with %1 % certainty</source>
            <translation>Sugerida con %1 % de certeza</translation>
        </message>
        <message>
            <source>Missing</source>
            <translation>Falta</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 de %2</translation>
        </message>
        <message>
            <source>No files yet.</source>
            <translation>Aún no hay adjuntos.</translation>
        </message>
        <message>
            <source>None.</source>
            <translation>Ninguno.</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>Ver todo</translation>
        </message>
        <message>
            <source>before: %1</source>
            <translation>antes %1</translation>
        </message>
        <message>
            <source>Said by the customer</source>
            <translation>Lo dijo el cliente</translation>
        </message>
        <message>
            <source>Corrected by the customer</source>
            <translation>Lo corrigió el cliente</translation>
        </message>
        <message>
            <source>Deduced by the assistant</source>
            <translation>Lo dedujo el asistente</translation>
        </message>
        <message>
            <source>Typed by a technician</source>
            <translation>Lo escribió un técnico</translation>
        </message>
        <message>
            <source>Typed by %1</source>
            <translation>Lo escribió %1</translation>
        </message>
        <message>
            <source>%1. Show the message</source>
            <translation>%1. Ver el mensaje</translation>
        </message>
        <message>
            <source>Without a subject</source>
            <translation>Sin asunto</translation>
        </message>
        <message>
            <source>Same device: %1</source>
            <translation>Mismo equipo: %1</translation>
        </message>
        <message>
            <source>Other tickets of %1</source>
            <translation>Otros tickets de %1</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TicketHeader</name>
        <message>
            <source>Take</source>
            <translation>Tomar</translation>
        </message>
        <message>
            <source>Transfer</source>
            <translation>Transferir</translation>
        </message>
        <message>
            <source>Take this ticket (Ctrl+T)</source>
            <translation>Tomar este ticket (Ctrl+T)</translation>
        </message>
        <message>
            <source>Give it to somebody else (Ctrl+Shift+T)</source>
            <translation>Pasarlo a otra persona (Ctrl+Mayús+T)</translation>
        </message>
        <message>
            <source>Details (F4)</source>
            <translation>Detalles (F4)</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Ver detalle</translation>
        </message>
        <message>
            <source>Close</source>
            <comment>a ticket</comment>
            <translation>Cerrar</translation>
        </message>
        <message>
            <source>Reopen</source>
            <translation>Reabrir</translation>
        </message>
        <message>
            <source>The assistant attends</source>
            <translation>Atiende el asistente</translation>
        </message>
        <message>
            <source>Assistant paused</source>
            <translation>Asistente en pausa</translation>
        </message>
        <message>
            <source>Assistant paused: %1 attends</source>
            <translation>Asistente en pausa: atiende %1</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Reanudar</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pausar</translation>
        </message>
        <message>
            <source>Pause or resume the assistant in this chat (Ctrl+P)</source>
            <translation>Pausar o reanudar el asistente en este chat (Ctrl+P)</translation>
        </message>
        <message>
            <source>Without a subject</source>
            <translation>Sin asunto</translation>
        </message>
        <message>
            <source>%1 is writing…</source>
            <translation>%1 está escribiendo…</translation>
        </message>
        <message>
            <source>Open the customer</source>
            <translation>Ver el cliente</translation>
        </message>
        <message>
            <source>Customer</source>
            <translation>Cliente</translation>
        </message>
        <message>
            <source>Customer: %1</source>
            <translation>Cliente: %1</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TicketListModel</name>
        <message>
            <source>high priority</source>
            <translation>prioridad alta</translation>
        </message>
        <message numerus="yes">
            <source>%n unread</source>
            <translation>
                <numerusform>%n sin leer</numerusform>
                <numerusform>%n sin leer</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n refused</source>
            <translation>
                <numerusform>%n rechazado</numerusform>
                <numerusform>%n rechazados</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n queued</source>
            <translation>
                <numerusform>%n en cola</numerusform>
                <numerusform>%n en cola</numerusform>
            </translation>
        </message>
        <message>
            <source>draft</source>
            <translation>borrador</translation>
        </message>
        <message>
            <source>assigned to %1</source>
            <translation>asignado a %1</translation>
        </message>
        <message>
            <source>found: %1</source>
            <translation>se encontró: %1</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TicketListPane</name>
        <message>
            <source>Tickets</source>
            <translation>Tickets</translation>
        </message>
        <message>
            <source>Search number, person or text</source>
            <translation>Buscar folio, persona o texto</translation>
        </message>
        <message>
            <source>Search tickets</source>
            <translation>Buscar tickets</translation>
        </message>
        <message>
            <source>Search tickets (Ctrl+K)</source>
            <translation>Buscar tickets (Ctrl+K)</translation>
        </message>
        <message>
            <source>New ticket (Ctrl+N)</source>
            <translation>Nuevo ticket (Ctrl+N)</translation>
        </message>
        <message>
            <source>New ticket</source>
            <translation>Nuevo ticket</translation>
        </message>
        <message>
            <source>The tickets could not be read.</source>
            <translation>No se pudieron leer los tickets.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Reintentar</translation>
        </message>
        <message>
            <source>Clear search</source>
            <translation>Quitar búsqueda</translation>
        </message>
        <message>
            <source>Save these filters</source>
            <translation>Guardar estos filtros</translation>
        </message>
        <message>
            <source>Rename this filter</source>
            <translation>Cambiar nombre del filtro</translation>
        </message>
        <message>
            <source>Sort and filter (Ctrl+Shift+F)</source>
            <translation>Ordenar y filtrar (Ctrl+Mayús+F)</translation>
        </message>
        <message>
            <source>Sort and filter</source>
            <translation>Ordenar y filtrar</translation>
        </message>
        <message>
            <source>Name:</source>
            <translation>Nombre:</translation>
        </message>
        <message>
            <source>Delete filter</source>
            <translation>Borrar filtro</translation>
        </message>
        <message>
            <source>Delete the filter “%1”? The tickets stay.</source>
            <translation>¿Borrar el filtro «%1»? Los tickets se quedan.</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Borrar</translation>
        </message>
        <message>
            <source>No ticket with these filters.</source>
            <translation>Ningún ticket con estos filtros.</translation>
        </message>
        <message>
            <source>Clear filters</source>
            <translation>Quitar filtros</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TicketRowDelegate</name>
        <message>
            <source>Somebody without a name</source>
            <translation>Alguien sin nombre</translation>
        </message>
        <message>
            <source>Without a subject</source>
            <translation>Sin asunto</translation>
        </message>
        <message numerus="yes">
            <source>%n refused</source>
            <translation>
                <numerusform>%n rechazado</numerusform>
                <numerusform>%n rechazados</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n queued</source>
            <translation>
                <numerusform>%n en cola</numerusform>
                <numerusform>%n en cola</numerusform>
            </translation>
        </message>
        <message>
            <source>Draft</source>
            <translation>Borrador</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TicketView</name>
        <message>
            <source>Unassigned</source>
            <translation>Sin asignar</translation>
        </message>
        <message>
            <source>Mine</source>
            <translation>Míos</translation>
        </message>
        <message>
            <source>The team&apos;s</source>
            <translation>Del equipo</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Abiertos</translation>
        </message>
        <message>
            <source>There are no open tickets. New messages appear here.</source>
            <translation>No hay tickets abiertos. Los mensajes nuevos aparecen aquí.</translation>
        </message>
        <message>
            <source>Nothing unassigned. New messages appear here.</source>
            <translation>Nada sin asignar. Los mensajes nuevos aparecen aquí.</translation>
        </message>
        <message>
            <source>You have no open tickets. Take one from Unassigned.</source>
            <translation>No tienes tickets abiertos. Toma uno de Sin asignar.</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>Esperando</translation>
        </message>
        <message>
            <source>No ticket waits for a customer&apos;s answer.</source>
            <translation>Ningún ticket espera respuesta del cliente.</translation>
        </message>
        <message>
            <source>Parts</source>
            <translation>Refacciones</translation>
        </message>
        <message>
            <source>No ticket waits for a part or an approval.</source>
            <translation>Ningún ticket espera refacción ni autorización.</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>Listos</translation>
        </message>
        <message>
            <source>Nothing is ready to hand over.</source>
            <translation>Nada listo para entrega.</translation>
        </message>
        <message>
            <source>No ticket has been closed yet.</source>
            <translation>Aún no se ha cerrado ningún ticket.</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Buscar</translation>
        </message>
        <message>
            <source>Nothing found for “%1”. Search for a ticket&apos;s number, a person or words of a chat.</source>
            <translation>Sin resultados para «%1». Busca por folio, persona o texto del chat.</translation>
        </message>
        <message>
            <source>Queued</source>
            <comment>messages</comment>
            <translation>En cola</translation>
        </message>
        <message>
            <source>No message waits to be sent.</source>
            <translation>Ningún mensaje espera salir.</translation>
        </message>
        <message>
            <source>Refused</source>
            <comment>messages</comment>
            <translation>Rechazados</translation>
        </message>
        <message>
            <source>No refused message.</source>
            <translation>Ningún mensaje rechazado.</translation>
        </message>
        <message>
            <source>Waiting for an answer</source>
            <translation>Esperando respuesta</translation>
        </message>
        <message>
            <source>Waiting for parts</source>
            <translation>Esperando refacción</translation>
        </message>
        <message>
            <source>Ready to hand over</source>
            <translation>Listo para entrega</translation>
        </message>
        <message>
            <source>Closed today</source>
            <translation>Cerrados hoy</translation>
        </message>
        <message>
            <source>No ticket has been closed today.</source>
            <translation>Hoy no se ha cerrado ningún ticket.</translation>
        </message>
        <message>
            <source>All closed</source>
            <translation>Todos los cerrados</translation>
        </message>
        <message>
            <source>No ticket with these filters.</source>
            <translation>Ningún ticket con estos filtros.</translation>
        </message>
        <message>
            <source>Outbox</source>
            <translation>Bandeja de salida</translation>
        </message>
        <message>
            <source>Nobody else has an open ticket.</source>
            <translation>Nadie más tiene tickets abiertos.</translation>
        </message>
        <message>
            <source>%1 has no open tickets.</source>
            <translation>%1 no tiene tickets abiertos.</translation>
        </message>
        <message>
            <source>Customers</source>
            <translation>Clientes</translation>
        </message>
        <message>
            <source>Inbox</source>
            <translation>Bandeja</translation>
        </message>
        <message>
            <source>Saved filters</source>
            <translation>Filtros guardados</translation>
        </message>
        <message>
            <source>Delivery</source>
            <translation>Entrega</translation>
        </message>
        <message>
            <source>Team</source>
            <translation>Equipo</translation>
        </message>
        <message>
            <source>People</source>
            <translation>Personas</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::ViewSelector</name>
        <message>
            <source>More views</source>
            <translation>Más vistas</translation>
        </message>
        <message>
            <source>Views</source>
            <translation>Vistas</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::Words</name>
        <message>
            <source>New messages</source>
            <translation>Mensajes nuevos</translation>
        </message>
        <message>
            <source>Assistant</source>
            <translation>Asistente</translation>
        </message>
        <message>
            <source>Internal note by %1, the customer does not see it</source>
            <translation>Nota interna de %1, el cliente no la ve</translation>
        </message>
        <message>
            <source>Edited · %1</source>
            <translation>Editado · %1</translation>
        </message>
        <message>
            <source>From the phone</source>
            <translation>Desde el celular</translation>
        </message>
        <message>
            <source>You</source>
            <translation>Tú</translation>
        </message>
        <message>
            <source>Customer</source>
            <translation>Cliente</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Guardar</translation>
        </message>
        <message>
            <source>downloading…</source>
            <translation>descargando…</translation>
        </message>
        <message>
            <source>not downloaded</source>
            <translation>no se descargó</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Reintentar</translation>
        </message>
        <message>
            <source>over the limit, it is on the phone</source>
            <translation>rebasa el límite; está en el celular</translation>
        </message>
        <message>
            <source>WhatsApp does not have it any more</source>
            <translation>WhatsApp ya no lo tiene</translation>
        </message>
        <message>
            <source>The customer deleted this message</source>
            <translation>El cliente borró este mensaje</translation>
        </message>
        <message>
            <source>This message was taken back</source>
            <translation>Este mensaje se eliminó</translation>
        </message>
        <message>
            <source>Edited</source>
            <translation>Editado</translation>
        </message>
        <message>
            <source>Refused, put aside</source>
            <translation>Rechazado, descartado</translation>
        </message>
        <message>
            <source>The customer&apos;s security code has changed</source>
            <translation>Cambió el código de seguridad del cliente</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>Reenviar</translation>
        </message>
        <message>
            <source>Put aside</source>
            <translation>Descartar</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Ver detalle</translation>
        </message>
        <message>
            <source>Ticket opened</source>
            <translation>Ticket abierto</translation>
        </message>
        <message>
            <source>Nobody has the ticket now</source>
            <translation>El ticket quedó sin asignar</translation>
        </message>
        <message>
            <source>Ticket assigned</source>
            <translation>Ticket asignado</translation>
        </message>
        <message>
            <source>Priority: %1</source>
            <translation>Prioridad: %1</translation>
        </message>
        <message>
            <source>Category: %1</source>
            <translation>Categoría: %1</translation>
        </message>
        <message>
            <source>Internal note by %1: %2, %3</source>
            <translation>Nota interna de %1: %2, %3</translation>
        </message>
        <message>
            <source>New</source>
            <translation>Nuevo</translation>
        </message>
        <message>
            <source>Assigned</source>
            <translation>Asignado</translation>
        </message>
        <message>
            <source>Diagnosing</source>
            <translation>En diagnóstico</translation>
        </message>
        <message>
            <source>Waiting for an answer</source>
            <translation>Esperando respuesta</translation>
        </message>
        <message>
            <source>Waiting for a part</source>
            <translation>Esperando refacción</translation>
        </message>
        <message>
            <source>In repair</source>
            <translation>En reparación</translation>
        </message>
        <message>
            <source>Testing</source>
            <translation>En pruebas</translation>
        </message>
        <message>
            <source>Ready to hand over</source>
            <translation>Listo para entrega</translation>
        </message>
        <message>
            <source>Closed</source>
            <comment>a ticket</comment>
            <translation>Cerrado</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <comment>a ticket</comment>
            <translation>Cancelado</translation>
        </message>
        <message>
            <source>Waiting for approval</source>
            <translation>Esperando autorización</translation>
        </message>
        <message>
            <source>Delivered</source>
            <comment>a ticket</comment>
            <translation>Entregado</translation>
        </message>
        <message>
            <source>Warranty</source>
            <translation>Garantía</translation>
        </message>
        <message>
            <source>Queued</source>
            <translation>En cola</translation>
        </message>
        <message>
            <source>Sending</source>
            <translation>Enviando</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>Enviado</translation>
        </message>
        <message>
            <source>Delivered</source>
            <comment>a message</comment>
            <translation>Entregado</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>Leído</translation>
        </message>
        <message>
            <source>Played</source>
            <translation>Escuchado</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>Rechazado</translation>
        </message>
        <message>
            <source>Hardware</source>
            <translation>Hardware</translation>
        </message>
        <message>
            <source>Software</source>
            <translation>Software</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Red</translation>
        </message>
        <message>
            <source>Account</source>
            <translation>Cuenta</translation>
        </message>
        <message>
            <source>Other</source>
            <translation>Otro</translation>
        </message>
        <message>
            <source>Screen</source>
            <translation>Pantalla</translation>
        </message>
        <message>
            <source>Power</source>
            <translation>Energía</translation>
        </message>
        <message>
            <source>Storage</source>
            <translation>Almacenamiento</translation>
        </message>
        <message>
            <source>Keyboard and mouse</source>
            <translation>Teclado y ratón</translation>
        </message>
        <message>
            <source>Printer</source>
            <translation>Impresora</translation>
        </message>
        <message>
            <source>Audio and video</source>
            <translation>Audio y video</translation>
        </message>
        <message>
            <source>Heat or noise</source>
            <translation>Calor o ruido</translation>
        </message>
        <message>
            <source>Physical damage</source>
            <translation>Daño físico</translation>
        </message>
        <message>
            <source>Operating system</source>
            <translation>Sistema operativo</translation>
        </message>
        <message>
            <source>Office programs</source>
            <translation>Programas de oficina</translation>
        </message>
        <message>
            <source>Virus</source>
            <translation>Virus</translation>
        </message>
        <message>
            <source>Slow</source>
            <translation>Lentitud</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>Correo</translation>
        </message>
        <message>
            <source>Installation or update</source>
            <translation>Instalación o actualización</translation>
        </message>
        <message>
            <source>Business program</source>
            <translation>Programa de la empresa</translation>
        </message>
        <message>
            <source>High</source>
            <translation>Alta</translation>
        </message>
        <message>
            <source>Low</source>
            <translation>Baja</translation>
        </message>
        <message>
            <source>Medium</source>
            <translation>Media</translation>
        </message>
        <message>
            <source>Desktop computer</source>
            <translation>Computadora de escritorio</translation>
        </message>
        <message>
            <source>Laptop</source>
            <translation>Laptop</translation>
        </message>
        <message>
            <source>Monitor</source>
            <translation>Monitor</translation>
        </message>
        <message>
            <source>Phone</source>
            <translation>Celular</translation>
        </message>
        <message>
            <source>Tablet</source>
            <translation>Tableta</translation>
        </message>
        <message>
            <source>Network equipment</source>
            <translation>Equipo de red</translation>
        </message>
        <message>
            <source>Photo</source>
            <translation>Foto</translation>
        </message>
        <message>
            <source>Video</source>
            <translation>Video</translation>
        </message>
        <message>
            <source>Voice note</source>
            <translation>Nota de voz</translation>
        </message>
        <message>
            <source>Audio</source>
            <translation>Audio</translation>
        </message>
        <message>
            <source>Document</source>
            <translation>Documento</translation>
        </message>
        <message>
            <source>Sticker</source>
            <translation>Sticker</translation>
        </message>
        <message>
            <source>Location</source>
            <translation>Ubicación</translation>
        </message>
        <message>
            <source>Contact</source>
            <translation>Contacto</translation>
        </message>
        <message>
            <source>Call</source>
            <translation>Llamada</translation>
        </message>
        <message>
            <source>This message could not be read yet. It appears here as soon as WhatsApp sends it again.</source>
            <translation>Este mensaje aún no se pudo leer. Aparece aquí en cuanto WhatsApp lo mande de nuevo.</translation>
        </message>
        <message>
            <source>A kind of message that can only be seen on the phone.</source>
            <translation>Un tipo de mensaje que solo se ve en el celular.</translation>
        </message>
        <message>
            <source>That value is not valid.</source>
            <translation>Ese dato no es válido.</translation>
        </message>
        <message>
            <source>It is not there any more.</source>
            <translation>Ya no está.</translation>
        </message>
        <message>
            <source>Somebody changed this a moment ago. Look again and retry.</source>
            <translation>Alguien cambió esto hace un momento. Revisa y vuelve a intentar.</translation>
        </message>
        <message>
            <source>Your account may not do this.</source>
            <translation>Tu cuenta no puede hacer esto.</translation>
        </message>
        <message>
            <source>It is over the limit of size.</source>
            <translation>Rebasa el límite de tamaño.</translation>
        </message>
        <message>
            <source>It was not accepted.</source>
            <translation>No se aceptó.</translation>
        </message>
        <message>
            <source>There is no connection right now. Try again in a moment.</source>
            <translation>Ahora no hay conexión. Intenta de nuevo en un momento.</translation>
        </message>
        <message>
            <source>It was cancelled.</source>
            <translation>Se canceló.</translation>
        </message>
        <message>
            <source>It could not be saved: the disk may be full or damaged.</source>
            <translation>No se guardó: el disco puede estar lleno o dañado.</translation>
        </message>
        <message>
            <source>What came back could not be understood.</source>
            <translation>No se entendió la respuesta.</translation>
        </message>
        <message>
            <source>yesterday</source>
            <translation>ayer</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>Hoy</translation>
        </message>
        <message>
            <source>Yesterday</source>
            <translation>Ayer</translation>
        </message>
        <message>
            <source>%1 min</source>
            <translation>%1 min</translation>
        </message>
        <message>
            <source>%1 h</source>
            <translation>%1 h</translation>
        </message>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n día</numerusform>
                <numerusform>%n días</numerusform>
            </translation>
        </message>
        <message>
            <source>reply to: %1</source>
            <translation>respuesta a: %1</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Abrir</translation>
        </message>
        <message>
            <source>Until then, from %1</source>
            <translation>Antes, desde las %1</translation>
        </message>
        <message>
            <source>This computer has nothing to hear it with. Connect headphones or a speaker and play it again.</source>
            <translation>Este equipo no tiene con qué oírlo. Conecta audífonos o una bocina y reprodúcelo otra vez.</translation>
        </message>
        <message>
            <source>It could not be played. Save it and open it with another program.</source>
            <translation>No se pudo reproducir. Guárdalo y ábrelo con otro programa.</translation>
        </message>
        <message>
            <source>Its file could not be read.</source>
            <translation>No se pudo leer su archivo.</translation>
        </message>
        <message>
            <source>Hide the earlier text</source>
            <translation>Ocultar el texto anterior</translation>
        </message>
        <message>
            <source>Show what it said</source>
            <translation>Ver qué decía</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::Notice</name>
        <message>
            <source>New ticket</source>
            <translation>Ticket nuevo</translation>
        </message>
        <message numerus="yes">
            <source>%n new message(s)</source>
            <translation>
                <numerusform>%n mensaje nuevo</numerusform>
                <numerusform>%n mensajes nuevos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>News in %n ticket(s)</source>
            <translation>
                <numerusform>Novedades en %n ticket</numerusform>
                <numerusform>Novedades en %n tickets</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>desk::StartProblem</name>
        <message>
            <source>The data folder is in use.</source>
            <translation>La carpeta de datos está en uso.</translation>
        </message>
        <message>
            <source>Another Ventanilla works on %1, or it belongs to the demo. Close the other one, or start with another folder.</source>
            <translation>Otra Ventanilla trabaja en %1, o es de la demostración. Cierra la otra o arranca con otra carpeta.</translation>
        </message>
        <message>
            <source>The data folder cannot be used.</source>
            <translation>No se puede usar la carpeta de datos.</translation>
        </message>
        <message>
            <source>Check that you may write in %1.</source>
            <translation>Revisa que puedas escribir en %1.</translation>
        </message>
        <message>
            <source>These data are of a newer Ventanilla.</source>
            <translation>Estos datos son de una Ventanilla más nueva.</translation>
        </message>
        <message>
            <source>Nothing was changed. Install the newer version again, or restore a backup that was made with this one.</source>
            <translation>No se cambió nada. Instala otra vez la versión nueva, o restaura un respaldo hecho con esta.</translation>
        </message>
        <message>
            <source>The desk is not in its place.</source>
            <translation>La mesa no está en su lugar.</translation>
        </message>
        <message>
            <source>A restore was cut short. The desk is whole in a folder before-restore-… of %1. Close what uses its files, and start again.</source>
            <translation>Una restauración quedó a medias. La mesa está completa en una carpeta before-restore-… de %1. Cierra lo que use sus archivos y vuelve a arrancar.</translation>
        </message>
        <message>
            <source>The database could not be opened.</source>
            <translation>No se pudo abrir la base de datos.</translation>
        </message>
        <message>
            <source>Check that the disk of %1 has room and is not read-only. If it goes on, restore the last backup.</source>
            <translation>Revisa que el disco de %1 tenga espacio y se pueda escribir. Si se repite, restaura el último respaldo.</translation>
        </message>
        <message>
            <source>A setting cannot be used.</source>
            <translation>Un ajuste no se puede usar.</translation>
        </message>
        <message>
            <source>Correct it in the settings file or the environment, and start again.</source>
            <translation>Corrígelo en el archivo de configuración o en el entorno y vuelve a arrancar.</translation>
        </message>
        <message>
            <source>Port %1 is taken by another program.</source>
            <translation>Otro programa usa el puerto %1.</translation>
        </message>
        <message>
            <source>Close the program that uses it, or start with another port (--http-port).</source>
            <translation>Cierra el programa que lo usa o arranca con otro puerto (--http-port).</translation>
        </message>
        <message>
            <source>The panel&apos;s server could not start.</source>
            <translation>No pudo arrancar el servidor del panel.</translation>
        </message>
        <message>
            <source>Look at the details, and start again.</source>
            <translation>Revisa los detalles y vuelve a arrancar.</translation>
        </message>
    </context>
    <context>
        <name>desk::Console</name>
        <message>
            <source>The ticket was not taken: somebody may have been quicker.</source>
            <translation>No se tomó el ticket: quizá alguien se adelantó.</translation>
        </message>
        <message>
            <source>Ventanilla is starting…</source>
            <translation>Ventanilla está arrancando…</translation>
        </message>
        <message>
            <source>After an update this can take a minute.</source>
            <translation>Después de una actualización puede tardar un minuto.</translation>
        </message>
        <message>
            <source>Ventanilla goes on in the tray, and so do its messages. Quit it from there.</source>
            <translation>Ventanilla sigue en la bandeja y los mensajes siguen llegando. Para salir, hazlo desde ahí.</translation>
        </message>
        <message>
            <source>The panel could not be opened in the browser.</source>
            <translation>No se pudo abrir el panel en el navegador.</translation>
        </message>
        <message>
            <source>The backup was not made</source>
            <translation>No se hizo el respaldo</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::DBusNotifications</name>
        <message>
            <source>Open</source>
            <translation>Abrir</translation>
        </message>
        <message>
            <source>Take</source>
            <translation>Tomar</translation>
        </message>
        <message>
            <source>Reply</source>
            <translation>Responder</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::PairingDialog</name>
        <message>
            <source>Link WhatsApp</source>
            <translation>Vincular WhatsApp</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Cerrar</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::PairingPage</name>
        <message>
            <source>Link the help desk&apos;s WhatsApp</source>
            <translation>Vincula el WhatsApp de la mesa de ayuda</translation>
        </message>
        <message>
            <source>Open &lt;b&gt;WhatsApp&lt;/b&gt; on the help desk&apos;s phone.</source>
            <translation>Abre &lt;b&gt;WhatsApp&lt;/b&gt; en el celular de la mesa de ayuda.</translation>
        </message>
        <message>
            <source>Go to &lt;b&gt;Settings&lt;/b&gt;, then &lt;b&gt;Linked devices&lt;/b&gt;.</source>
            <translation>Entra a &lt;b&gt;Configuración&lt;/b&gt; y luego a &lt;b&gt;Dispositivos vinculados&lt;/b&gt;.</translation>
        </message>
        <message>
            <source>Tap &lt;b&gt;Link a device&lt;/b&gt; and point the camera at this code.</source>
            <translation>Toca &lt;b&gt;Vincular dispositivo&lt;/b&gt; y apunta la cámara a este código.</translation>
        </message>
        <message>
            <source>The keys are kept encrypted on this computer.</source>
            <translation>Las claves se guardan cifradas en esta computadora.</translation>
        </message>
        <message>
            <source>The phone may be off. Connect it to the internet every 14 days at the latest.</source>
            <translation>El celular puede apagarse. Préndelo con internet cada 14 días como máximo.</translation>
        </message>
        <message>
            <source>QR code</source>
            <translation>Código QR</translation>
        </message>
        <message>
            <source>With a number</source>
            <translation>Con número</translation>
        </message>
        <message>
            <source>QR code to link the phone</source>
            <translation>Código QR para vincular el celular</translation>
        </message>
        <message>
            <source>Time left for this code</source>
            <translation>Tiempo que le queda a este código</translation>
        </message>
        <message>
            <source>&amp;Phone number with country code</source>
            <translation>&amp;Número con código de país</translation>
        </message>
        <message>
            <source>Get code</source>
            <translation>Pedir código</translation>
        </message>
        <message>
            <source>Code to type on the phone</source>
            <translation>Código para teclear en el celular</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Copiar</translation>
        </message>
        <message>
            <source>This desk writes through the old bridge: there is nothing to link here.</source>
            <translation>Esta mesa escribe por el puente anterior: aquí no hay nada que vincular.</translation>
        </message>
        <message>
            <source>The session could not be opened. Look at the log, or forget the session and link again.</source>
            <translation>No se pudo abrir la sesión. Revisa el registro, u olvida la sesión y vincula de nuevo.</translation>
        </message>
        <message>
            <source>On the phone choose Link with phone number instead, and type the code that appears here.</source>
            <translation>En el celular elige Vincular con número de teléfono y teclea el código que aparece aquí.</translation>
        </message>
        <message>
            <source>Type this code on the phone.</source>
            <translation>Teclea este código en el celular.</translation>
        </message>
        <message>
            <source>Messages to this number arrive here from now on.</source>
            <translation>Los mensajes a este número llegan aquí desde ahora.</translation>
        </message>
        <message>
            <source>The phone has taken the code. This takes a few seconds.</source>
            <translation>El celular tomó el código. Tarda unos segundos.</translation>
        </message>
        <message>
            <source>Nobody scanned them. That is no problem: ask for new ones when the phone is at hand.</source>
            <translation>Nadie los escaneó. No pasa nada: genera otros cuando tengas el celular a la mano.</translation>
        </message>
        <message>
            <source>WhatsApp cannot be reached from this computer. Check the internet connection.</source>
            <translation>Desde esta computadora no se llega a WhatsApp. Revisa la conexión a internet.</translation>
        </message>
        <message>
            <source>Code %1 of %2</source>
            <translation>Código %1 de %2</translation>
        </message>
        <message>
            <source>changes in %1 s</source>
            <translation>cambia en %1 s</translation>
        </message>
        <message>
            <source>Write the whole number, beginning with the country code.</source>
            <translation>Escribe el número completo, empezando por el código de país.</translation>
        </message>
        <message>
            <source>WhatsApp did not answer. Check the internet connection and try again.</source>
            <translation>WhatsApp no respondió. Revisa la conexión a internet y vuelve a intentar.</translation>
        </message>
        <message>
            <source>WhatsApp gives no code for this number now. Check it, or use the QR code.</source>
            <translation>WhatsApp no da un código para este número por ahora. Revísalo o usa el código QR.</translation>
        </message>
        <message>
            <source>No code could be made for this number. Check it, or use the QR code.</source>
            <translation>No se pudo generar un código para este número. Revísalo o usa el código QR.</translation>
        </message>
        <message>
            <source>Link again</source>
            <translation>Vincular de nuevo</translation>
        </message>
        <message>
            <source>Delete the session and link again?</source>
            <translation>¿Borrar la sesión y vincular de nuevo?</translation>
        </message>
        <message>
            <source>Tickets, conversations and photos stay. Queued messages wait for the new session.</source>
            <translation>Se conservan tickets, conversaciones y fotos. Los mensajes en cola esperan a la nueva sesión.</translation>
        </message>
        <message>
            <source>Delete and link</source>
            <translation>Borrar y vincular</translation>
        </message>
        <message>
            <source>The session could not be deleted. Try again; if it goes on, look at the log.</source>
            <translation>No se pudo borrar la sesión. Vuelve a intentar; si se repite, revisa el registro.</translation>
        </message>
        <message>
            <source>Preparing…</source>
            <translation>Preparando…</translation>
        </message>
        <message>
            <source>Waiting for you to scan the code</source>
            <translation>Esperando a que escanees el código</translation>
        </message>
        <message>
            <source>Write the number of the phone</source>
            <translation>Escribe el número del celular</translation>
        </message>
        <message>
            <source>Waiting for the code on the phone</source>
            <translation>Esperando el código en el celular</translation>
        </message>
        <message>
            <source>Connecting…</source>
            <translation>Conectando…</translation>
        </message>
        <message>
            <source>WhatsApp asks for your passkey</source>
            <translation>WhatsApp pide tu llave de acceso</translation>
        </message>
        <message>
            <source>Compare the code with the phone</source>
            <translation>Compara el código con el celular</translation>
        </message>
        <message>
            <source>Linked as %1</source>
            <translation>Vinculado como %1</translation>
        </message>
        <message>
            <source>The codes have expired</source>
            <translation>Los códigos caducaron</translation>
        </message>
        <message>
            <source>No internet</source>
            <translation>Sin internet</translation>
        </message>
        <message>
            <source>The phone was not linked</source>
            <translation>No se vinculó el celular</translation>
        </message>
        <message>
            <source>The session cannot be used any more</source>
            <translation>La sesión ya no sirve</translation>
        </message>
        <message>
            <source>New codes</source>
            <translation>Generar otro</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Reintentar</translation>
        </message>
        <message>
            <source>Forget session and link again</source>
            <translation>Olvidar la sesión y vincular de nuevo</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TrayIcon</name>
        <message>
            <source>WhatsApp connected</source>
            <translation>WhatsApp conectado</translation>
        </message>
        <message>
            <source>No phone linked</source>
            <translation>Sin celular vinculado</translation>
        </message>
        <message>
            <source>Connecting to WhatsApp…</source>
            <translation>Conectando con WhatsApp…</translation>
        </message>
        <message>
            <source>No connection to WhatsApp</source>
            <translation>Sin conexión con WhatsApp</translation>
        </message>
        <message>
            <source>Open Ventanilla</source>
            <translation>Abrir Ventanilla</translation>
        </message>
        <message>
            <source>Do not disturb</source>
            <translation>No molestar</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Salir</translation>
        </message>
        <message>
            <source>Pause the assistant</source>
            <translation>Pausar al asistente</translation>
        </message>
        <message>
            <source>The assistant is paused</source>
            <translation>El asistente está en pausa</translation>
        </message>
        <message numerus="yes">
            <source>%n unread chat(s)</source>
            <translation>
                <numerusform>%n chat sin leer</numerusform>
                <numerusform>%n chats sin leer</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>desk::main</name>
        <message>
            <source>Ventanilla is running already, but does not answer.</source>
            <translation>Ventanilla ya está abierta, pero no responde.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::AboutPage</name>
        <message>
            <source>About</source>
            <translation>Acerca de</translation>
        </message>
        <message>
            <source>Ventanilla %1. A help desk over WhatsApp that runs on your own computer.
Free software under the GNU General Public License, version 3 or later.</source>
            <translation>Ventanilla %1. Una mesa de ayuda por WhatsApp que corre en tu propia computadora.
Software libre bajo la Licencia Pública General de GNU, versión 3 o posterior.</translation>
        </message>
        <message>
            <source>Made with</source>
            <translation>Hecho con</translation>
        </message>
        <message>
            <source>Versions licences</source>
            <translation>Versiones licencias</translation>
        </message>
        <message>
            <source>Running on %1, %2.</source>
            <translation>Corre en %1, %2.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::ConsolePage</name>
        <message>
            <source>This computer</source>
            <translation>Esta computadora</translation>
        </message>
        <message>
            <source>Hide the text in notices</source>
            <translation>Ocultar el texto en los avisos</translation>
        </message>
        <message>
            <source>Start with the system</source>
            <translation>Iniciar con el sistema</translation>
        </message>
        <message>
            <source>For this program on this computer. Changes here are made at once.</source>
            <translation>Solo para este programa en esta computadora. Los cambios se aplican al momento.</translation>
        </message>
        <message>
            <source>Look and language</source>
            <translation>Apariencia e idioma</translation>
        </message>
        <message>
            <source>Privacy</source>
            <translation>Privacidad</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>Arranque</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Como el sistema</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Claro</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Oscuro</translation>
        </message>
        <message>
            <source>Look</source>
            <translation>Apariencia</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Idioma</translation>
        </message>
        <message>
            <source>Takes effect when Ventanilla starts again.</source>
            <translation>Surte efecto cuando Ventanilla se inicie de nuevo.</translation>
        </message>
        <message>
            <source>Notices on the desktop say that somebody wrote, not what.</source>
            <translation>Los avisos del escritorio dicen que alguien escribió, no qué.</translation>
        </message>
        <message>
            <source>In the tray, when you sign in to this computer.</source>
            <translation>En la bandeja, al iniciar sesión en esta computadora.</translation>
        </message>
        <message>
            <source>This system has no switch for it that Ventanilla knows.</source>
            <translation>Este sistema no tiene un interruptor que Ventanilla conozca.</translation>
        </message>
        <message>
            <source>The system did not take it. Look whether your account may write its own start-up programs.</source>
            <translation>El sistema no lo aceptó. Revisa si tu cuenta puede agregar programas al inicio.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::FormDialog</name>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Copiar</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Cerrar</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>Copiado</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::NoticesPage</name>
        <message>
            <source>Customer notices</source>
            <translation>Avisos al cliente</translation>
        </message>
        <message>
            <source>Tell the customer</source>
            <translation>Avisar al cliente</translation>
        </message>
        <message>
            <source>Texts</source>
            <translation>Textos</translation>
        </message>
        <message>
            <source>Texts status notices customers preview variables</source>
            <translation>Textos estado avisos clientes vista previa variables</translation>
        </message>
        <message>
            <source>When it becomes</source>
            <translation>Cuando pasa a</translation>
        </message>
        <message>
            <source>Text of the notice</source>
            <translation>Texto del aviso</translation>
        </message>
        <message>
            <source>Insert</source>
            <translation>Insertar</translation>
        </message>
        <message>
            <source>What María López would read about her ticket 2026-00123:</source>
            <translation>Lo que leería María López sobre su ticket 2026-00123:</translation>
        </message>
        <message>
            <source>Nothing: this change is not told.</source>
            <translation>Nada: este cambio no se avisa.</translation>
        </message>
        <message>
            <source>This text cannot be saved. It has 1 to 2,000 characters and no other words in braces than those below.</source>
            <translation>Este texto no se puede guardar. Lleva de 1 a 2,000 caracteres y ninguna otra palabra entre llaves que las de abajo.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::QuickRepliesPage</name>
        <message>
            <source>Quick replies</source>
            <translation>Respuestas rápidas</translation>
        </message>
        <message>
            <source>Shortcut</source>
            <translation>Atajo</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Idioma</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>Texto</translation>
        </message>
        <message>
            <source>No quick replies. What you write every day deserves one.</source>
            <translation>Sin respuestas rápidas. Lo que escribes a diario merece una.</translation>
        </message>
        <message>
            <source>Type / and the shortcut in the answer to insert the text. Changes here are made at once.</source>
            <translation>Escribe / y el atajo en la respuesta para insertar el texto. Los cambios se aplican al momento.</translation>
        </message>
        <message>
            <source>Quick replies shortcut text</source>
            <translation>Respuestas rápidas atajo texto</translation>
        </message>
        <message>
            <source>Add reply…</source>
            <translation>Agregar respuesta…</translation>
        </message>
        <message>
            <source>Change…</source>
            <translation>Cambiar…</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>Quitar…</translation>
        </message>
        <message>
            <source>New quick reply</source>
            <translation>Nueva respuesta rápida</translation>
        </message>
        <message>
            <source>Change quick reply</source>
            <translation>Cambiar respuesta rápida</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Guardar</translation>
        </message>
        <message>
            <source>e.g. hours</source>
            <translation>p. ej. horario</translation>
        </message>
        <message>
            <source>&amp;Shortcut</source>
            <translation>&amp;Atajo</translation>
        </message>
        <message>
            <source>&amp;Language</source>
            <translation>&amp;Idioma</translation>
        </message>
        <message>
            <source>&amp;Text</source>
            <translation>&amp;Texto</translation>
        </message>
        <message>
            <source>Remove quick reply</source>
            <translation>Quitar respuesta rápida</translation>
        </message>
        <message>
            <source>Remove /%1?</source>
            <translation>¿Quitar /%1?</translation>
        </message>
        <message>
            <source>Messages that were written with it stay as they are.</source>
            <translation>Los mensajes que se escribieron con ella quedan como están.</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Quitar</translation>
        </message>
        <message>
            <source>There is a reply with that shortcut already.</source>
            <translation>Ya hay una respuesta con ese atajo.</translation>
        </message>
        <message>
            <source>The shortcut has 1 to 32 letters, digits, &quot;_&quot; or &quot;-&quot;, without blanks.</source>
            <translation>El atajo lleva de 1 a 32 letras, dígitos, &quot;_&quot; o &quot;-&quot;, sin espacios.</translation>
        </message>
        <message>
            <source>The text has 1 to 4,000 characters.</source>
            <translation>El texto lleva de 1 a 4,000 caracteres.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::SettingRow</name>
        <message>
            <source>Back to what Ventanilla comes with</source>
            <translation>Volver al valor incluido en Ventanilla</translation>
        </message>
        <message>
            <source>Locked: this program was started with a value for it.</source>
            <translation>Bloqueado: el programa se inició con un valor para esto.</translation>
        </message>
        <message>
            <source>Locked: %1 decides it, in the environment or the settings file of this computer.</source>
            <translation>Bloqueado: lo decide %1, en el entorno o el archivo de ajustes de esta computadora.</translation>
        </message>
        <message>
            <source> or </source>
            <translation> o </translation>
        </message>
        <message>
            <source>Takes effect when Ventanilla starts again.</source>
            <translation>Surte efecto cuando Ventanilla se inicie de nuevo.</translation>
        </message>
        <message>
            <source>Will take effect when Ventanilla starts again.</source>
            <translation>Surtirá efecto cuando Ventanilla se inicie de nuevo.</translation>
        </message>
        <message>
            <source>For programs that ask through the API; the desk itself does not act on it.</source>
            <translation>Para programas que lo consultan por la API; la mesa misma no actúa según esto.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::SettingWords</name>
        <message>
            <source>Name of the desk</source>
            <translation>Nombre de la mesa</translation>
        </message>
        <message>
            <source>Customers read it in the greeting, your team on the panel.</source>
            <translation>Los clientes lo leen en el saludo; tu equipo, en el panel.</translation>
        </message>
        <message>
            <source>Before the folio</source>
            <translation>Prefijo del folio</translation>
        </message>
        <message>
            <source>TI makes TI-2026-00123. Folios already given stay as they are.</source>
            <translation>TI da TI-2026-00123. Los folios ya asignados quedan como están.</translation>
        </message>
        <message>
            <source>Up to 8 capital letters or digits, without accents.</source>
            <translation>Hasta 8 mayúsculas o dígitos, sin acentos.</translation>
        </message>
        <message>
            <source>Language for customers</source>
            <translation>Idioma para los clientes</translation>
        </message>
        <message>
            <source>Used until a customer writes in another language that the assistant knows.</source>
            <translation>Se usa hasta que un cliente escribe en otro idioma que el asistente conoce.</translation>
        </message>
        <message>
            <source>Wait before answering</source>
            <translation>Esperar antes de contestar</translation>
        </message>
        <message>
            <source>So that several messages in a row get one answer.</source>
            <translation>Para que varios mensajes seguidos reciban una sola respuesta.</translation>
        </message>
        <message>
            <source>s</source>
            <translation>s</translation>
        </message>
        <message>
            <source>Reminder after</source>
            <translation>Recordatorio tras</translation>
        </message>
        <message>
            <source>When the customer leaves a question unanswered.</source>
            <translation>Cuando el cliente deja una pregunta sin contestar.</translation>
        </message>
        <message>
            <source>min</source>
            <translation>min</translation>
        </message>
        <message>
            <source>Close the conversation after</source>
            <translation>Cerrar la conversación tras</translation>
        </message>
        <message>
            <source>Without an answer. A fault that is known by then opens a ticket.</source>
            <translation>Sin respuesta. Si para entonces ya se conoce la falla, se abre un ticket.</translation>
        </message>
        <message>
            <source>h</source>
            <translation>h</translation>
        </message>
        <message>
            <source>Reopen a closed ticket within</source>
            <translation>Reabrir un ticket cerrado en</translation>
        </message>
        <message>
            <source>When the customer writes again in this time. 0: never.</source>
            <translation>Si el cliente vuelve a escribir en este tiempo. 0: nunca.</translation>
        </message>
        <message>
            <source>Address customers formally</source>
            <translation>Hablar de usted a los clientes</translation>
        </message>
        <message>
            <source>&quot;Usted&quot; instead of &quot;tú&quot;, in Spanish.</source>
            <translation>&quot;Usted&quot; en lugar de &quot;tú&quot;, en español.</translation>
        </message>
        <message>
            <source>Reject calls</source>
            <translation>Rechazar llamadas</translation>
        </message>
        <message>
            <source>The caller is asked to write instead.</source>
            <translation>A quien llama se le pide que escriba.</translation>
        </message>
        <message>
            <source>Groups and status posts</source>
            <translation>Grupos y estados</translation>
        </message>
        <message>
            <source>They never get an answer from the assistant.</source>
            <translation>Nunca reciben respuesta del asistente.</translation>
        </message>
        <message>
            <source>Business hours</source>
            <translation>Horario de atención</translation>
        </message>
        <message>
            <source>Two shifts are written 9:00-14:00, 16:00-19:00. An empty day is closed.</source>
            <translation>Dos turnos se escriben 9:00-14:00, 16:00-19:00. Un día vacío está cerrado.</translation>
        </message>
        <message>
            <source>Write hours as 9:00-14:00, up to four a day, with commas between them.</source>
            <translation>Escribe las horas como 9:00-14:00, hasta cuatro por día, separadas por comas.</translation>
        </message>
        <message>
            <source>Quiet hours</source>
            <translation>Horas de silencio</translation>
        </message>
        <message>
            <source>Customers get no notices of changes in this time; they are sent when it ends. Empty: none.</source>
            <translation>En ese tiempo los clientes no reciben avisos de cambios; se envían al terminar. Vacío: ninguna.</translation>
        </message>
        <message>
            <source>Write it as 22:00-07:30, or leave it empty.</source>
            <translation>Escríbelo como 22:00-07:30, o déjalo vacío.</translation>
        </message>
        <message>
            <source>Tell customers about changes of their ticket</source>
            <translation>Avisar a los clientes de los cambios de su ticket</translation>
        </message>
        <message>
            <source>Each status has a text and a switch of its own.</source>
            <translation>Cada estado tiene su propio texto e interruptor.</translation>
        </message>
        <message>
            <source>Write first to new contacts</source>
            <translation>Escribir primero a contactos nuevos</translation>
        </message>
        <message>
            <source>WhatsApp restricts numbers that write to many who never wrote to them.</source>
            <translation>WhatsApp restringe los números que escriben a muchos que nunca les han escrito.</translation>
        </message>
        <message>
            <source>Show &quot;typing…&quot; before a message</source>
            <translation>Mostrar &quot;escribiendo…&quot; antes de un mensaje</translation>
        </message>
        <message>
            <source>Pause between messages</source>
            <translation>Pausa entre mensajes</translation>
        </message>
        <message>
            <source>Messages a minute</source>
            <translation>Mensajes por minuto</translation>
        </message>
        <message>
            <source>0: no limit. What is over it waits in the queue.</source>
            <translation>0: sin límite. Lo que pasa del límite espera en la cola.</translation>
        </message>
        <message>
            <source>Messages an hour</source>
            <translation>Mensajes por hora</translation>
        </message>
        <message>
            <source>Messages a day</source>
            <translation>Mensajes por día</translation>
        </message>
        <message>
            <source>To one contact, a minute</source>
            <translation>A un contacto, por minuto</translation>
        </message>
        <message>
            <source>To one contact, an hour</source>
            <translation>A un contacto, por hora</translation>
        </message>
        <message>
            <source>To one contact, a day</source>
            <translation>A un contacto, por día</translation>
        </message>
        <message>
            <source>Address of the service</source>
            <translation>Dirección del servicio</translation>
        </message>
        <message>
            <source>Any that speaks like OpenAI&apos;s: DeepSeek, Groq, Ollama, llama.cpp. Empty: the built-in rules work alone.</source>
            <translation>Cualquiera compatible con OpenAI: DeepSeek, Groq, Ollama, llama.cpp. Vacía: trabajan solo las reglas incluidas.</translation>
        </message>
        <message>
            <source>It begins with http:// or https://, without user or password.</source>
            <translation>Empieza con http:// o https://, sin usuario ni contraseña.</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modelo</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Clave</translation>
        </message>
        <message>
            <source>Kept in this desk and never shown again. Services on this computer need none.</source>
            <translation>Se guarda en esta mesa y no se vuelve a mostrar. Los servicios en esta computadora no la necesitan.</translation>
        </message>
        <message>
            <source>Wait for its answer</source>
            <translation>Esperar su respuesta</translation>
        </message>
        <message>
            <source>After that the built-in rules answer.</source>
            <translation>Después contestan las reglas incluidas.</translation>
        </message>
        <message>
            <source>Hide names and numbers</source>
            <translation>Ocultar nombres y números</translation>
        </message>
        <message>
            <source>Before a text leaves for the service. Automatic: unless the service is on this computer or network.</source>
            <translation>Antes de que un texto salga al servicio. Automático: salvo que el servicio esté en esta computadora o red.</translation>
        </message>
        <message>
            <source>Open the panel on the local network</source>
            <translation>Abrir el panel en la red local</translation>
        </message>
        <message>
            <source>Other technicians work from their browser. Off: only on this computer.</source>
            <translation>Los demás técnicos atienden desde su navegador. Apagado: solo en esta computadora.</translation>
        </message>
        <message>
            <source>Port</source>
            <translation>Puerto</translation>
        </message>
        <message>
            <source>Names of this computer</source>
            <translation>Nombres de esta computadora</translation>
        </message>
        <message>
            <source>Under which browsers may ask for the panel, one a line. Its addresses need not be named.</source>
            <translation>Con los que un navegador puede pedir el panel, uno por línea. Sus direcciones no hace falta anotarlas.</translation>
        </message>
        <message>
            <source>Names or addresses only, one a line: no http://, no port.</source>
            <translation>Solo nombres o direcciones, uno por línea: sin http:// ni puerto.</translation>
        </message>
        <message>
            <source>Pages that may use the API</source>
            <translation>Páginas que pueden usar la API</translation>
        </message>
        <message>
            <source>From a browser, one a line.</source>
            <translation>Desde un navegador, una por línea.</translation>
        </message>
        <message>
            <source>One a line, as https://example.org or https://example.org:8443.</source>
            <translation>Una por línea, como https://example.org o https://example.org:8443.</translation>
        </message>
        <message>
            <source>Trusted proxies</source>
            <translation>Proxies de confianza</translation>
        </message>
        <message>
            <source>Whose word about the visitor&apos;s address is believed, one a line.</source>
            <translation>A los que se les cree la dirección del visitante, uno por línea.</translation>
        </message>
        <message>
            <source>Addresses or networks as 10.0.0.0/8, one a line.</source>
            <translation>Direcciones o redes como 10.0.0.0/8, una por línea.</translation>
        </message>
        <message>
            <source>Encryption (HTTPS)</source>
            <translation>Cifrado (HTTPS)</translation>
        </message>
        <message>
            <source>With an own certificate, browsers warn at the first visit: compare the fingerprint.</source>
            <translation>Con certificado propio, el navegador avisa en la primera visita: compara la huella.</translation>
        </message>
        <message>
            <source>Certificate file</source>
            <translation>Archivo del certificado</translation>
        </message>
        <message>
            <source>Key file</source>
            <translation>Archivo de la clave</translation>
        </message>
        <message>
            <source>HTTPS only</source>
            <translation>Solo HTTPS</translation>
        </message>
        <message>
            <source>Plain requests are sent on to the encrypted address.</source>
            <translation>Las peticiones sin cifrar se mandan a la dirección cifrada.</translation>
        </message>
        <message>
            <source>Webhooks to the local network</source>
            <translation>Webhooks a la red local</translation>
        </message>
        <message>
            <source>Off: they reach public addresses only.</source>
            <translation>Apagado: solo llegan a direcciones públicas.</translation>
        </message>
        <message>
            <source>Largest photo</source>
            <translation>Foto más grande</translation>
        </message>
        <message>
            <source>MB</source>
            <translation>MB</translation>
        </message>
        <message>
            <source>Largest video</source>
            <translation>Video más grande</translation>
        </message>
        <message>
            <source>Largest audio</source>
            <translation>Audio más grande</translation>
        </message>
        <message>
            <source>Largest document</source>
            <translation>Documento más grande</translation>
        </message>
        <message>
            <source>Spanish</source>
            <translation>Español</translation>
        </message>
        <message>
            <source>Portuguese</source>
            <translation>Portugués</translation>
        </message>
        <message>
            <source>English</source>
            <translation>Inglés</translation>
        </message>
        <message>
            <source>Ignore them</source>
            <translation>Ignorarlos</translation>
        </message>
        <message>
            <source>Show them in a list of their own</source>
            <translation>Mostrarlos en una lista aparte</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>Automático</translation>
        </message>
        <message>
            <source>Always</source>
            <translation>Siempre</translation>
        </message>
        <message>
            <source>Never</source>
            <translation>Nunca</translation>
        </message>
        <message>
            <source>Off</source>
            <translation>Apagado</translation>
        </message>
        <message>
            <source>With an own certificate, made here</source>
            <translation>Con certificado propio, hecho aquí</translation>
        </message>
        <message>
            <source>With your certificate</source>
            <translation>Con tu certificado</translation>
        </message>
        <message>
            <source>A number from %1 to %2.</source>
            <translation>Un número de %1 a %2.</translation>
        </message>
        <message>
            <source>From %1 to %2 characters, without blanks around them.</source>
            <translation>De %1 a %2 caracteres, sin espacios al principio ni al final.</translation>
        </message>
        <message>
            <source>At most %1 characters, without blanks around them.</source>
            <translation>Máximo %1 caracteres, sin espacios al principio ni al final.</translation>
        </message>
        <message>
            <source>At most %1 lines.</source>
            <translation>Máximo %1 líneas.</translation>
        </message>
        <message>
            <source>That value is not valid.</source>
            <translation>Ese valor no es válido.</translation>
        </message>
        <message>
            <source>The environment of this computer decides it.</source>
            <translation>Lo decide el entorno de esta computadora.</translation>
        </message>
        <message>
            <source>Nobody could sign in yet: make an administrator under Users first.</source>
            <translation>Aún nadie podría iniciar sesión: crea primero un administrador en Usuarios.</translation>
        </message>
        <message>
            <source>Type the key again: it was given for another service.</source>
            <translation>Escribe la clave otra vez: era de otro servicio.</translation>
        </message>
        <message>
            <source>It does not work on this computer. Check the file, the address or the port.</source>
            <translation>No funciona en esta computadora. Revisa el archivo, la dirección o el puerto.</translation>
        </message>
        <message>
            <source>Pause the assistant in every chat</source>
            <translation>Pausar al asistente en todos los chats</translation>
        </message>
        <message>
            <source>It says nothing, and every new chat opens a ticket for a person.</source>
            <translation>No responde, y cada chat nuevo abre un ticket para que lo atienda una persona.</translation>
        </message>
        <message>
            <source>Kind of desk</source>
            <translation>Tipo de mesa</translation>
        </message>
        <message>
            <source>A repair shop has three more statuses: waiting for approval, delivered, and warranty.</source>
            <translation>El taller tiene tres estados más: Esperando autorización, Entregado y Garantía.</translation>
        </message>
        <message>
            <source>IT department</source>
            <translation>Sistemas (TI)</translation>
        </message>
        <message>
            <source>Repair shop</source>
            <translation>Taller de reparación</translation>
        </message>
        <message>
            <source>Back up every day</source>
            <translation>Respaldar cada día</translation>
        </message>
        <message>
            <source>At</source>
            <translation>Hora</translation>
        </message>
        <message>
            <source>When the computer was off then, soon after the next start.</source>
            <translation>Si a esa hora estaba apagada la computadora, poco después del siguiente arranque.</translation>
        </message>
        <message>
            <source>Write it as 13:00.</source>
            <translation>Escríbela como 13:00.</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Carpeta</translation>
        </message>
        <message>
            <source>Best on another drive or a share. Empty: in the data folder, which a broken disk takes along.</source>
            <translation>Mejor en otra unidad o en una carpeta compartida. Vacía: en la carpeta de datos, que se pierde si se daña el disco.</translation>
        </message>
        <message>
            <source>A whole path, as D:\Backups or /media/usb.</source>
            <translation>Una ruta completa, como D:\Respaldos o /media/usb.</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>Conservar</translation>
        </message>
        <message>
            <source>Older ones are deleted.</source>
            <translation>Los más viejos se borran.</translation>
        </message>
        <message>
            <source>backups</source>
            <translation>respaldos</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::SettingsDialog</name>
        <message>
            <source>Settings</source>
            <translation>Configuración</translation>
        </message>
        <message>
            <source>Search settings</source>
            <translation>Buscar ajustes</translation>
        </message>
        <message>
            <source>Pages</source>
            <translation>Páginas</translation>
        </message>
        <message>
            <source>Nothing matches. Search for a word of the setting.</source>
            <translation>Sin resultados. Busca por una palabra del ajuste.</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Descartar</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Guardar</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Cerrar</translation>
        </message>
        <message>
            <source>General</source>
            <translation>General</translation>
        </message>
        <message>
            <source>Desk</source>
            <translation>Mesa</translation>
        </message>
        <message>
            <source>Attachments</source>
            <translation>Archivos adjuntos</translation>
        </message>
        <message>
            <source>Assistant</source>
            <translation>Asistente</translation>
        </message>
        <message>
            <source>Conversation</source>
            <translation>Conversación</translation>
        </message>
        <message>
            <source>AI service</source>
            <translation>Servicio de IA</translation>
        </message>
        <message>
            <source>Hours</source>
            <translation>Horario</translation>
        </message>
        <message>
            <source>Panel and network</source>
            <translation>Panel y red</translation>
        </message>
        <message>
            <source>Panel</source>
            <translation>Panel</translation>
        </message>
        <message>
            <source>Encryption</source>
            <translation>Cifrado</translation>
        </message>
        <message>
            <source>Behind a proxy</source>
            <translation>Detrás de un proxy</translation>
        </message>
        <message>
            <source>There are changes that are not saved.</source>
            <translation>Hay cambios sin guardar.</translation>
        </message>
        <message>
            <source>Saved.</source>
            <translation>Guardado.</translation>
        </message>
        <message>
            <source>Not saved yet: %1</source>
            <translation>Sin guardar: %1</translation>
        </message>
        <message>
            <source>Save the changes?</source>
            <translation>¿Guardar los cambios?</translation>
        </message>
        <message>
            <source>Go on changing</source>
            <translation>Seguir editando</translation>
        </message>
        <message>
            <source>Test the AI service</source>
            <translation>Probar el servicio de IA</translation>
        </message>
        <message>
            <source>Share the panel…</source>
            <translation>Compartir el panel…</translation>
        </message>
        <message>
            <source>Share the panel address QR fingerprint who is signed in sign out</source>
            <translation>Compartir el panel dirección QR huella quién tiene sesión cerrar sesión</translation>
        </message>
        <message>
            <source>Restart now</source>
            <translation>Reiniciar ahora</translation>
        </message>
        <message>
            <source>Some changes take effect when Ventanilla starts again.</source>
            <translation>Algunos cambios surten efecto al reiniciar Ventanilla.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TokensPage</name>
        <message>
            <source>API and webhooks</source>
            <translation>API y webhooks</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nombre</translation>
        </message>
        <message>
            <source>Begins with</source>
            <translation>Empieza con</translation>
        </message>
        <message>
            <source>May</source>
            <translation>Puede</translation>
        </message>
        <message>
            <source>Used last</source>
            <translation>Último uso</translation>
        </message>
        <message>
            <source>Until</source>
            <translation>Hasta</translation>
        </message>
        <message>
            <source>No tokens. A script or another program needs one to use the API.</source>
            <translation>Sin tokens. Un script u otro programa necesita uno para usar la API.</translation>
        </message>
        <message>
            <source>Tokens</source>
            <translation>Tokens</translation>
        </message>
        <message>
            <source>Tokens API programs scripts</source>
            <translation>Tokens API programas scripts</translation>
        </message>
        <message>
            <source>Make token…</source>
            <translation>Crear token…</translation>
        </message>
        <message>
            <source>Revoke…</source>
            <translation>Revocar…</translation>
        </message>
        <message>
            <source>Reach</source>
            <translation>Alcance</translation>
        </message>
        <message>
            <source>read</source>
            <translation>leer</translation>
        </message>
        <message>
            <source>write</source>
            <translation>escribir</translation>
        </message>
        <message>
            <source>administer</source>
            <translation>administrar</translation>
        </message>
        <message>
            <source>Never</source>
            <translation>Nunca</translation>
        </message>
        <message>
            <source>Expired</source>
            <translation>Vencido</translation>
        </message>
        <message>
            <source>No end</source>
            <translation>Sin fin</translation>
        </message>
        <message>
            <source>New token</source>
            <translation>Token nuevo</translation>
        </message>
        <message>
            <source>Make token</source>
            <translation>Crear token</translation>
        </message>
        <message>
            <source>What uses it, e.g. Inventory</source>
            <translation>Quién lo usa, p. ej. Inventario</translation>
        </message>
        <message numerus="yes">
            <source>%n day(s)</source>
            <comment>how long a token holds</comment>
            <translation>
                <numerusform>%n día</numerusform>
                <numerusform>%n días</numerusform>
            </translation>
        </message>
        <message>
            <source>Read tickets and messages</source>
            <translation>Leer tickets y mensajes</translation>
        </message>
        <message>
            <source>Write: answer, open and change tickets</source>
            <translation>Escribir: contestar, abrir y cambiar tickets</translation>
        </message>
        <message>
            <source>Administer: settings, users, tokens</source>
            <translation>Administrar: configuración, usuarios, tokens</translation>
        </message>
        <message>
            <source>&amp;Name</source>
            <translation>&amp;Nombre</translation>
        </message>
        <message>
            <source>&amp;Holds</source>
            <translation>&amp;Vale</translation>
        </message>
        <message>
            <source>Copy the token now: only its hash is kept, and it is not shown again.</source>
            <translation>Copia el token ahora: solo se guarda su huella y no se vuelve a mostrar.</translation>
        </message>
        <message>
            <source>Revoke token</source>
            <translation>Revocar token</translation>
        </message>
        <message>
            <source>Revoke %1 for ever?</source>
            <translation>¿Revocar %1 para siempre?</translation>
        </message>
        <message>
            <source>What uses it is refused from now on. What it has done stays, with its name on the trail.</source>
            <translation>Quien lo usa será rechazado desde ahora. Lo que hizo se conserva, con su nombre en la bitácora.</translation>
        </message>
        <message>
            <source>Revoke</source>
            <translation>Revocar</translation>
        </message>
        <message>
            <source>Give it a name of 1 to 64 characters.</source>
            <translation>Ponle un nombre de 1 a 64 caracteres.</translation>
        </message>
        <message>
            <source>Choose at least one thing that it may do.</source>
            <translation>Elige al menos una cosa que pueda hacer.</translation>
        </message>
        <message>
            <source>Webhooks</source>
            <translation>Webhooks</translation>
        </message>
        <message>
            <source>Webhooks addresses that are told of changes</source>
            <translation>Webhooks direcciones que reciben los cambios</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::UsersPage</name>
        <message>
            <source>Users</source>
            <translation>Usuarios</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nombre</translation>
        </message>
        <message>
            <source>Signs in as</source>
            <translation>Inicia sesión como</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>Rol</translation>
        </message>
        <message>
            <source>Last time</source>
            <translation>Última vez</translation>
        </message>
        <message>
            <source>Nobody can sign in to the panel yet. Add an administrator first.</source>
            <translation>Aún nadie puede iniciar sesión en el panel. Agrega primero un administrador.</translation>
        </message>
        <message>
            <source>Who works on the panel. Changes here are made at once; whoever is kept out is signed out as well.</source>
            <translation>Quiénes trabajan en el panel. Los cambios se aplican al momento; a quien se bloquea también se le cierra la sesión.</translation>
        </message>
        <message>
            <source>Users administrator technician password role</source>
            <translation>Usuarios administrador técnico contraseña rol</translation>
        </message>
        <message>
            <source>Add user…</source>
            <translation>Agregar usuario…</translation>
        </message>
        <message>
            <source>Change…</source>
            <translation>Cambiar…</translation>
        </message>
        <message>
            <source>New password…</source>
            <translation>Nueva contraseña…</translation>
        </message>
        <message>
            <source>Keep out</source>
            <translation>Bloquear</translation>
        </message>
        <message>
            <source>Administrator</source>
            <translation>Administrador</translation>
        </message>
        <message>
            <source>Only looks</source>
            <translation>Solo consulta</translation>
        </message>
        <message>
            <source>Technician</source>
            <translation>Técnico</translation>
        </message>
        <message>
            <source>Kept out</source>
            <translation>Bloqueado</translation>
        </message>
        <message>
            <source>Never</source>
            <translation>Nunca</translation>
        </message>
        <message>
            <source>Let in again</source>
            <translation>Desbloquear</translation>
        </message>
        <message>
            <source>Keep out…</source>
            <translation>Bloquear…</translation>
        </message>
        <message>
            <source>New user</source>
            <translation>Usuario nuevo</translation>
        </message>
        <message>
            <source>Add user</source>
            <translation>Agregar usuario</translation>
        </message>
        <message>
            <source>As the others see it</source>
            <translation>Como lo ven los demás</translation>
        </message>
        <message>
            <source>&amp;Signs in as</source>
            <translation>&amp;Inicia sesión como</translation>
        </message>
        <message>
            <source>&amp;Full name</source>
            <translation>Nombre &amp;completo</translation>
        </message>
        <message>
            <source>&amp;Role</source>
            <translation>&amp;Rol</translation>
        </message>
        <message>
            <source>&amp;Password</source>
            <translation>Con&amp;traseña</translation>
        </message>
        <message>
            <source>%1 can sign in now. Hand over this password; it is not shown again.</source>
            <translation>%1 ya puede iniciar sesión. Entrégale esta contraseña; no se vuelve a mostrar.</translation>
        </message>
        <message>
            <source>Change user</source>
            <translation>Cambiar usuario</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Guardar</translation>
        </message>
        <message>
            <source>New password for %1</source>
            <translation>Nueva contraseña de %1</translation>
        </message>
        <message>
            <source>Set password</source>
            <translation>Poner contraseña</translation>
        </message>
        <message>
            <source>Your other sessions end.</source>
            <translation>Tus demás sesiones se cierran.</translation>
        </message>
        <message>
            <source>All sessions of this user end.</source>
            <translation>Todas las sesiones de este usuario se cierran.</translation>
        </message>
        <message>
            <source>P&amp;resent password</source>
            <translation>Contraseña &amp;actual</translation>
        </message>
        <message>
            <source>New &amp;password</source>
            <translation>Con&amp;traseña nueva</translation>
        </message>
        <message>
            <source>Keep %1 out?</source>
            <translation>¿Bloquear a %1?</translation>
        </message>
        <message>
            <source>All sessions of this user end. Tickets, messages and the trail of what was done stay; you can let them in again.</source>
            <translation>Todas sus sesiones se cierran. Se conservan tickets, mensajes y la bitácora de lo que hizo; puedes desbloquearlo después.</translation>
        </message>
        <message>
            <source>Hand over this password; it is not shown again.</source>
            <translation>Entrega esta contraseña; no se vuelve a mostrar.</translation>
        </message>
        <message>
            <source>Somebody signs in by that name already.</source>
            <translation>Alguien ya inicia sesión con ese nombre.</translation>
        </message>
        <message>
            <source>One administrator has to stay.</source>
            <translation>Tiene que quedar al menos un administrador.</translation>
        </message>
        <message>
            <source>The name to sign in by has 1 to 64 characters.</source>
            <translation>El nombre para iniciar sesión lleva de 1 a 64 caracteres.</translation>
        </message>
        <message>
            <source>The full name has at most 64 characters.</source>
            <translation>El nombre completo lleva máximo 64 caracteres.</translation>
        </message>
        <message>
            <source>The password needs at least 8 characters and may not be the name.</source>
            <translation>La contraseña lleva al menos 8 caracteres y no puede ser el nombre.</translation>
        </message>
        <message>
            <source>The present password is not right.</source>
            <translation>La contraseña actual no es correcta.</translation>
        </message>
        <message>
            <source>Too many wrong passwords. Wait a little and try again.</source>
            <translation>Demasiadas contraseñas incorrectas. Espera un poco e intenta de nuevo.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::WeekEditor</name>
        <message>
            <source>Closed</source>
            <comment>a day</comment>
            <translation>Cerrado</translation>
        </message>
        <message>
            <source>Monday&apos;s hours until Friday</source>
            <translation>Las horas del lunes hasta el viernes</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::WhatsAppPage</name>
        <message>
            <source>WhatsApp</source>
            <translation>WhatsApp</translation>
        </message>
        <message>
            <source>State link connection pair number</source>
            <translation>Estado vínculo conexión vincular número</translation>
        </message>
        <message>
            <source>Calls and other chats</source>
            <translation>Llamadas y otros chats</translation>
        </message>
        <message>
            <source>Pace of messages</source>
            <translation>Ritmo de los mensajes</translation>
        </message>
        <message>
            <source>Start over</source>
            <translation>Empezar de nuevo</translation>
        </message>
        <message>
            <source>Forget the session and link again delete</source>
            <translation>Borrar olvidar la sesión y vincular de nuevo</translation>
        </message>
        <message>
            <source>Link…</source>
            <translation>Vincular…</translation>
        </message>
        <message>
            <source>Takes this computer off the phone&apos;s list of linked devices and deletes its session. Tickets, conversations and photos stay.</source>
            <translation>Quita esta computadora de los dispositivos vinculados del celular y borra su sesión. Se conservan tickets, conversaciones y fotos.</translation>
        </message>
        <message>
            <source>Forget session and link again…</source>
            <translation>Borrar la sesión y vincular de nuevo…</translation>
        </message>
        <message>
            <source>Connected</source>
            <translation>Conectado</translation>
        </message>
        <message>
            <source>Linked as %1.</source>
            <translation>Vinculado como %1.</translation>
        </message>
        <message>
            <source>Linked as %1, %2.</source>
            <translation>Vinculado como %1, %2.</translation>
        </message>
        <message>
            <source>Connecting…</source>
            <translation>Conectando…</translation>
        </message>
        <message>
            <source>What you write is kept and goes out in order.</source>
            <translation>Lo que escribas se guarda y sale en orden.</translation>
        </message>
        <message>
            <source>Not linked</source>
            <translation>Sin vincular</translation>
        </message>
        <message>
            <source>Link it with the phone to receive and send messages.</source>
            <translation>Vincúlalo con el celular para recibir y enviar mensajes.</translation>
        </message>
        <message>
            <source>No connection since %1</source>
            <translation>Sin conexión desde las %1</translation>
        </message>
        <message>
            <source>No connection</source>
            <translation>Sin conexión</translation>
        </message>
        <message>
            <source>What you write is kept and goes out in order when it is back.</source>
            <translation>Lo que escribas se guarda y sale en orden al volver.</translation>
        </message>
        <message>
            <source>Forget session</source>
            <translation>Borrar sesión</translation>
        </message>
        <message>
            <source>Delete the session and link again?</source>
            <translation>¿Borrar la sesión y vincular de nuevo?</translation>
        </message>
        <message>
            <source>Tickets, conversations and photos stay.</source>
            <translation>Se conservan tickets, conversaciones y fotos.</translation>
        </message>
        <message numerus="yes">
            <source>%n queued message(s) wait for the new session.</source>
            <translation>
                <numerusform>%n mensaje en cola espera a la nueva sesión.</numerusform>
                <numerusform>%n mensajes en cola esperan a la nueva sesión.</numerusform>
            </translation>
        </message>
        <message>
            <source>Delete and link</source>
            <translation>Borrar y vincular</translation>
        </message>
        <message>
            <source>The session could not be deleted. Try again; if it goes on, look at the log.</source>
            <translation>No se pudo borrar la sesión. Intenta de nuevo; si sigue igual, revisa el registro.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::SecretEditor</name>
        <message>
            <source>Remove</source>
            <translation>Quitar</translation>
        </message>
        <message>
            <source>Will be removed</source>
            <translation>Se quitará</translation>
        </message>
        <message>
            <source>Stored. Type to replace it.</source>
            <translation>Guardada. Escribe para cambiarla.</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Ninguna</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::AssistantSwitch</name>
        <message>
            <source>The assistant was not switched.</source>
            <translation>No se pudo cambiar al asistente.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::ToastCard</name>
        <message>
            <source>Close notice</source>
            <translation>Cerrar aviso</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Deshacer</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::NoticeBell</name>
        <message numerus="yes">
            <source>Notices, %n new</source>
            <translation>
                <numerusform>Avisos, %n nuevo</numerusform>
                <numerusform>Avisos, %n nuevos</numerusform>
            </translation>
        </message>
        <message>
            <source>Notices</source>
            <translation>Avisos</translation>
        </message>
        <message>
            <source>Nothing new since the start.</source>
            <translation>Nada nuevo desde el inicio.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::ActorButton</name>
        <message>
            <source>Who works at this computer. What is done here is written down under this name.</source>
            <translation>Quién atiende en esta computadora. Lo que se haga aquí queda a su nombre.</translation>
        </message>
        <message>
            <source>Who works here: %1</source>
            <translation>Atiende: %1</translation>
        </message>
        <message>
            <source>Nobody has an account yet.</source>
            <translation>Nadie tiene cuenta todavía.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::PasskeyPage</name>
        <message>
            <source>WhatsApp asks for your passkey</source>
            <translation>WhatsApp pide tu llave de acceso</translation>
        </message>
        <message>
            <source>The passkey is on the phone, on a security key or in this computer. Your browser can show it to WhatsApp; Ventanilla passes its answer on and keeps nothing of it.</source>
            <translation>La llave está en el celular, en una llave de seguridad o en esta computadora. Tu navegador puede mostrársela a WhatsApp; Ventanilla solo pasa la respuesta y no guarda nada de ella.</translation>
        </message>
        <message>
            <source>Open web.whatsapp.com</source>
            <translation>Abrir web.whatsapp.com</translation>
        </message>
        <message>
            <source>Copy command</source>
            <translation>Copiar comando</translation>
        </message>
        <message>
            <source>Open the page in Chrome, Edge or Firefox. Do not sign in there.</source>
            <translation>Abre la página en Chrome, Edge o Firefox. No inicies sesión ahí.</translation>
        </message>
        <message>
            <source>Press F12, choose Console and paste the command. If the browser warns, follow what it says to allow it.</source>
            <translation>Presiona F12, elige Consola y pega el comando. Si el navegador advierte, haz lo que pide para permitirlo.</translation>
        </message>
        <message>
            <source>The browser asks for the passkey: choose the phone, and scan its code with the phone&apos;s camera.</source>
            <translation>El navegador pide la llave: elige el celular y escanea su código con la cámara.</translation>
        </message>
        <message>
            <source>Copy the answer that appears, and paste it here.</source>
            <translation>Copia la respuesta que aparece y pégala aquí.</translation>
        </message>
        <message>
            <source>Answer of the browser</source>
            <translation>Respuesta del navegador</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>Continuar</translation>
        </message>
        <message>
            <source>Without it: on the phone, remove the passkey under Settings, Account, Passkeys, and link again. It can be made anew afterwards.</source>
            <translation>Sin ella: en el celular, quítala en Configuración, Cuenta, Llaves de acceso, y vincula de nuevo. Después puedes volver a crearla.</translation>
        </message>
        <message>
            <source>Does the phone show the same code?</source>
            <translation>¿El celular muestra el mismo código?</translation>
        </message>
        <message>
            <source>Code to compare with the phone</source>
            <translation>Código para comparar con el celular</translation>
        </message>
        <message>
            <source>If it is another one, somebody else may be linking: say so, and nothing is linked.</source>
            <translation>Si es otro, alguien más podría estar vinculando: dilo y no se vincula nada.</translation>
        </message>
        <message>
            <source>It is the same</source>
            <translation>Es el mismo</translation>
        </message>
        <message>
            <source>It is another</source>
            <translation>Es otro</translation>
        </message>
        <message>
            <source>Copied. It holds only WhatsApp&apos;s question, and works for this attempt.</source>
            <translation>Copiado. Solo lleva la pregunta de WhatsApp y sirve para este intento.</translation>
        </message>
        <message>
            <source>That is not the browser&apos;s answer to this question. Copy the whole line and try again.</source>
            <translation>Esa no es la respuesta del navegador a esta pregunta. Copia la línea completa e inténtalo de nuevo.</translation>
        </message>
        <message>
            <source>WhatsApp does not wait for it any more. Ask for new codes.</source>
            <translation>WhatsApp ya no la espera. Pide códigos nuevos.</translation>
        </message>
        <message>
            <source>Show the passkey here</source>
            <translation>Mostrar la llave aquí</translation>
        </message>
        <message>
            <source>A window asks for the passkey. Follow what it says.</source>
            <translation>Una ventana pide la llave. Sigue lo que dice.</translation>
        </message>
        <message>
            <source>No passkey came from there. Your browser may know more ways.</source>
            <translation>De ahí no llegó ninguna llave. Tu navegador quizá tenga otras formas.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::AdministratorStep</name>
        <message>
            <source>Administrator account</source>
            <translation>Cuenta de administrador</translation>
        </message>
        <message>
            <source>Who administers the desk?</source>
            <translation>¿Quién administra la mesa?</translation>
        </message>
        <message>
            <source>This account signs in to the panel, adds the other technicians and changes the settings. On this computer the console needs no password.</source>
            <translation>Con esta cuenta se entra al panel, se agregan los demás técnicos y se cambia la configuración. En esta computadora la consola no pide contraseña.</translation>
        </message>
        <message>
            <source>As the others see it</source>
            <translation>Como lo ven los demás</translation>
        </message>
        <message>
            <source>&amp;Signs in as</source>
            <translation>&amp;Usuario</translation>
        </message>
        <message>
            <source>&amp;Full name</source>
            <translation>&amp;Nombre completo</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Copiar</translation>
        </message>
        <message>
            <source>Another</source>
            <translation>Otra</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Contraseña</translation>
        </message>
        <message>
            <source>Keep it in your password manager: it is shown only here and only now.</source>
            <translation>Guárdala en tu gestor de contraseñas: solo se muestra aquí y ahora.</translation>
        </message>
        <message>
            <source>I have &amp;kept it</source>
            <translation>&amp;Ya la guardé</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>Copiada</translation>
        </message>
        <message>
            <source>Add the other technicians under File › Settings › Users. A lost password is replaced there, too.</source>
            <translation>Agrega a los demás técnicos en Archivo › Configuración › Usuarios. Ahí también se cambia una contraseña perdida.</translation>
        </message>
        <message>
            <source>%1 administers this desk.</source>
            <translation>%1 administra esta mesa.</translation>
        </message>
        <message>
            <source>%1 administers this desk and signs in as %2.</source>
            <translation>%1 administra esta mesa; entra como %2.</translation>
        </message>
        <message>
            <source>Somebody signs in by that name already.</source>
            <translation>Ya hay alguien con ese usuario.</translation>
        </message>
        <message>
            <source>The name to sign in by has 1 to 64 characters.</source>
            <translation>El usuario tiene de 1 a 64 caracteres.</translation>
        </message>
        <message>
            <source>An administrator is there already.</source>
            <translation>Ya hay un administrador.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::AssistantStep</name>
        <message>
            <source>Assistant</source>
            <translation>Asistente</translation>
        </message>
        <message>
            <source>Who helps the assistant?</source>
            <translation>¿Quién ayuda al asistente?</translation>
        </message>
        <message>
            <source>The built-in rules greet customers, ask for what is missing and suggest first steps, without internet. An AI service understands more; when it does not answer, the rules do.</source>
            <translation>Las reglas incluidas saludan, piden lo que falta y sugieren los primeros pasos, sin internet. Un servicio de IA entiende más; si no responde, responden las reglas.</translation>
        </message>
        <message>
            <source>Nobody: the built-in rules alone</source>
            <translation>Nadie: solo las reglas incluidas</translation>
        </message>
        <message>
            <source>Ollama, on this computer</source>
            <translation>Ollama, en esta computadora</translation>
        </message>
        <message>
            <source>Another service</source>
            <translation>Otro servicio</translation>
        </message>
        <message>
            <source>&amp;Service</source>
            <translation>&amp;Servicio</translation>
        </message>
        <message>
            <source>&amp;Address</source>
            <translation>&amp;Dirección</translation>
        </message>
        <message>
            <source>&amp;Model</source>
            <translation>&amp;Modelo</translation>
        </message>
        <message>
            <source>&amp;Key</source>
            <translation>&amp;Clave</translation>
        </message>
        <message>
            <source>The words of your customers go to that service. Names and numbers are hidden before, unless it runs on this computer.</source>
            <translation>Las palabras de tus clientes van a ese servicio. Antes se ocultan nombres y números, salvo que esté en esta computadora.</translation>
        </message>
        <message>
            <source>Kept; type another to replace it</source>
            <translation>Guardada; escribe otra para cambiarla</translation>
        </message>
        <message>
            <source>Built-in rules</source>
            <translation>Reglas incluidas</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::AssistantTest</name>
        <message>
            <source>Test</source>
            <translation>Probar</translation>
        </message>
        <message>
            <source>Asking the service…</source>
            <translation>Preguntando al servicio…</translation>
        </message>
        <message>
            <source>It answers: %1, in %2 s.</source>
            <translation>Responde: %1, en %2 s.</translation>
        </message>
        <message>
            <source>Write the address of the service first.</source>
            <translation>Escribe primero la dirección del servicio.</translation>
        </message>
        <message>
            <source>%1 answers, but does not take the key. Copy it again from your account there.</source>
            <translation>%1 responde, pero no acepta la clave. Cópiala otra vez de tu cuenta ahí.</translation>
        </message>
        <message>
            <source>%1 answers, but your account there has no credit.</source>
            <translation>%1 responde, pero tu cuenta ahí no tiene saldo.</translation>
        </message>
        <message>
            <source>%1 answers, but does not know the model %2.</source>
            <translation>%1 responde, pero no conoce el modelo %2.</translation>
        </message>
        <message>
            <source>Something answers there, but no such service. The address usually ends in /chat/completions.</source>
            <translation>Algo responde ahí, pero no es un servicio así. La dirección suele terminar en /chat/completions.</translation>
        </message>
        <message>
            <source>%1 answers, but your account has asked too much for now. Wait a moment and try again.</source>
            <translation>%1 responde, pero tu cuenta ya preguntó demasiado por ahora. Espera un momento y prueba otra vez.</translation>
        </message>
        <message>
            <source>%1 has a problem of its own (%2). Try again later.</source>
            <translation>%1 tiene un problema propio (%2). Prueba más tarde.</translation>
        </message>
        <message>
            <source>%1 did not take the question (%2). Check address and model.</source>
            <translation>%1 no aceptó la pregunta (%2). Revisa dirección y modelo.</translation>
        </message>
        <message>
            <source>No answer in %1 s. Until it is quicker, the built-in rules answer.</source>
            <translation>No respondió en %1 s. Mientras tarde así, responden las reglas incluidas.</translation>
        </message>
        <message>
            <source>%1 cannot be reached. Check the address and the internet connection.</source>
            <translation>No se alcanza %1. Revisa la dirección y la conexión a internet.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::DeskKindStep</name>
        <message>
            <source>Kind of desk</source>
            <translation>Tipo de mesa</translation>
        </message>
        <message>
            <source>What kind of desk is it?</source>
            <translation>¿Qué tipo de mesa es?</translation>
        </message>
        <message>
            <source>Folios, statuses and the notices to your customers begin as your trade uses them. You can change all of it later.</source>
            <translation>Los folios, los estados y los avisos al cliente empiezan como se usan en tu trabajo. Después puedes cambiar todo.</translation>
        </message>
        <message>
            <source>IT department</source>
            <translation>Sistemas (TI)</translation>
        </message>
        <message>
            <source>Tickets about the computers, network and accounts of your own company.</source>
            <translation>Tickets de las computadoras, la red y las cuentas de tu propia empresa.</translation>
        </message>
        <message>
            <source>Repair shop</source>
            <translation>Taller de reparación</translation>
        </message>
        <message>
            <source>Service orders, with notices for approval, hand-over and warranty. Folios begin with OS.</source>
            <translation>Órdenes de servicio, con avisos de autorización, entrega y garantía. Los folios empiezan con OS.</translation>
        </message>
        <message>
            <source>&amp;Name of the desk</source>
            <translation>&amp;Nombre de la mesa</translation>
        </message>
        <message>
            <source>Language for &amp;customers</source>
            <translation>Idioma de los &amp;clientes</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>El del sistema</translation>
        </message>
        <message>
            <source>Language of this &amp;window</source>
            <translation>Idioma de esta &amp;ventana</translation>
        </message>
        <message>
            <source>Ventanilla speaks it after a restart, and goes on here.</source>
            <translation>Cambia al reiniciar Ventanilla, y sigue aquí.</translation>
        </message>
        <message>
            <source>Restart now</source>
            <translation>Reiniciar ahora</translation>
        </message>
        <message>
            <source>Only want to look around? In the demo, made-up customers write on a simulated WhatsApp. It opens in a window and a folder of its own; nothing of this desk changes.</source>
            <translation>¿Solo quieres mirar? En la demostración, clientes inventados escriben por un WhatsApp simulado. Se abre en su propia ventana y carpeta; esta mesa no cambia.</translation>
        </message>
        <message>
            <source>Try with example data</source>
            <translation>Probar con datos de ejemplo</translation>
        </message>
        <message>
            <source>The demo opens in a window of its own. Close it when you are done.</source>
            <translation>La demostración se abre en su propia ventana. Ciérrala cuando termines.</translation>
        </message>
        <message>
            <source>The demo could not be started. Try it as: ventanilla --demo</source>
            <translation>No se pudo iniciar la demostración. Prueba con: ventanilla --demo</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::FirstRunDialog</name>
        <message>
            <source>Set up Ventanilla</source>
            <translation>Configurar Ventanilla</translation>
        </message>
        <message>
            <source>You can change all of this later under File › Settings.</source>
            <translation>Puedes cambiar todo después en Archivo › Configuración.</translation>
        </message>
        <message>
            <source>Leave for later</source>
            <translation>Dejar para después</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Atrás</translation>
        </message>
        <message>
            <source>Step %1 of %2</source>
            <translation>Paso %1 de %2</translation>
        </message>
        <message>
            <source>Finish</source>
            <translation>Terminar</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Siguiente</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::PanelStep</name>
        <message>
            <source>Panel on the network</source>
            <translation>Panel en la red</translation>
        </message>
        <message>
            <source>Open the panel to your team</source>
            <translation>Abre el panel a tu equipo</translation>
        </message>
        <message>
            <source>The other technicians work from their browser, on a computer or a phone, without installing anything. Until this is on, the panel opens on this computer only.</source>
            <translation>Los demás técnicos atienden desde su navegador, en la computadora o el celular, sin instalar nada. Hasta que actives esto, el panel solo abre en esta computadora.</translation>
        </message>
        <message>
            <source>Open the panel on the &amp;local network</source>
            <translation>Permitir el panel en la red &amp;local</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Copiar</translation>
        </message>
        <message>
            <source>N&amp;etwork</source>
            <translation>&amp;Red</translation>
        </message>
        <message>
            <source>&amp;Port</source>
            <translation>&amp;Puerto</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Dirección</translation>
        </message>
        <message>
            <source>&amp;HTTPS with an own certificate</source>
            <translation>Usar &amp;HTTPS con certificado propio</translation>
        </message>
        <message>
            <source>QR code with the address of the panel</source>
            <translation>Código QR con la dirección del panel</translation>
        </message>
        <message>
            <source>Scan it to open the panel on your phone</source>
            <translation>Escanéalo para abrir el panel en tu celular</translation>
        </message>
        <message>
            <source>Your own certificate is in use, as chosen in the settings.</source>
            <translation>Se usa tu propio certificado, como elegiste en Configuración.</translation>
        </message>
        <message>
            <source>The browser warns at the first visit. In the settings you can give your company&apos;s certificate.</source>
            <translation>El navegador avisará la primera vez. En Configuración puedes poner el certificado de tu empresa.</translation>
        </message>
        <message>
            <source>On this computer only</source>
            <translation>Solo en esta computadora</translation>
        </message>
        <message>
            <source>There is an administrator account</source>
            <translation>Cuenta de administrador creada</translation>
        </message>
        <message>
            <source>The administrator account is missing: without it nobody could sign in.</source>
            <translation>Falta la cuenta de administrador: sin ella nadie podría entrar.</translation>
        </message>
        <message>
            <source>Ventanilla serves on port %1</source>
            <translation>Ventanilla atiende en el puerto %1</translation>
        </message>
        <message>
            <source>Port %1 is free; Ventanilla uses it after its next start</source>
            <translation>Puerto %1 libre; Ventanilla lo usa desde el próximo arranque</translation>
        </message>
        <message>
            <source>Another program has port %1. Choose another.</source>
            <translation>Otro programa ocupa el puerto %1. Elige otro.</translation>
        </message>
        <message>
            <source>This computer is in no network at the moment.</source>
            <translation>Esta computadora no está en ninguna red por ahora.</translation>
        </message>
        <message>
            <source>Others on this network find it under the address above</source>
            <translation>Los demás en esta red lo encuentran en la dirección de arriba</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::StartStep</name>
        <message>
            <source>Start and backup</source>
            <translation>Arranque y respaldo</translation>
        </message>
        <message>
            <source>&amp;Start with this computer</source>
            <translation>&amp;Iniciar con la computadora</translation>
        </message>
        <message>
            <source>So that nothing gets lost</source>
            <translation>Que no se pierda nada</translation>
        </message>
        <message>
            <source>Messages arrive while Ventanilla runs. With a daily backup the desk is back after a broken disk.</source>
            <translation>Los mensajes entran mientras Ventanilla está abierta. Con un respaldo diario, la mesa vuelve aunque se dañe el disco.</translation>
        </message>
        <message>
            <source>In the tray, when you sign in to this computer.</source>
            <translation>En la bandeja, cuando entras a tu sesión de esta computadora.</translation>
        </message>
        <message>
            <source>This system has no switch for it that Ventanilla knows.</source>
            <translation>Este sistema no tiene un interruptor que Ventanilla conozca.</translation>
        </message>
        <message>
            <source>Starts with the computer</source>
            <translation>Inicia con la computadora</translation>
        </message>
        <message>
            <source>The system did not take it. Look whether your account may write its own start-up programs.</source>
            <translation>El sistema no lo aceptó. Revisa si tu cuenta puede escribir sus programas de inicio.</translation>
        </message>
        <message>
            <source>&amp;Back up every day</source>
            <translation>&amp;Respaldar cada día</translation>
        </message>
        <message>
            <source>In the data folder of this desk</source>
            <translation>En la carpeta de datos de esta mesa</translation>
        </message>
        <message>
            <source>Folder for backups</source>
            <translation>Carpeta de respaldos</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>Elegir…</translation>
        </message>
        <message>
            <source>Without a backup, a broken disk takes the desk along.</source>
            <translation>Sin respaldo, un disco dañado se lleva la mesa.</translation>
        </message>
        <message>
            <source>This protects from mistakes, not from a broken disk: better choose another drive or a share.</source>
            <translation>Así protege de errores, no de un disco dañado: mejor elige otra unidad o una carpeta compartida.</translation>
        </message>
        <message>
            <source>daily backup</source>
            <translation>respaldo diario</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::StepRail</name>
        <message>
            <source>present step</source>
            <translation>paso actual</translation>
        </message>
        <message>
            <source>done</source>
            <translation>listo</translation>
        </message>
        <message>
            <source>Step %1</source>
            <translation>Paso %1</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::WhatsAppStep</name>
        <message>
            <source>WhatsApp</source>
            <translation>WhatsApp</translation>
        </message>
        <message>
            <source>linked</source>
            <translation>vinculado</translation>
        </message>
        <message>
            <source>%1, linked</source>
            <translation>%1, vinculado</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::DeviceWords</name>
        <message>
            <source>This console</source>
            <translation>Esta consola</translation>
        </message>
        <message>
            <source>Unknown device</source>
            <translation>Dispositivo desconocido</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::SharePanelDialog</name>
        <message>
            <source>Share the panel</source>
            <translation>Compartir el panel</translation>
        </message>
        <message>
            <source>The panel for your team</source>
            <translation>El panel para tu equipo</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Cerrar</translation>
        </message>
        <message>
            <source>Whoever has an account signs in with a browser on the same network: on a computer or a phone, without installing anything.</source>
            <translation>Quien tiene cuenta entra con un navegador en la misma red: en la computadora o el celular, sin instalar nada.</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Red</translation>
        </message>
        <message>
            <source>Address of the panel</source>
            <translation>Dirección del panel</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Copiar</translation>
        </message>
        <message>
            <source>The browser warns at the first visit. Compare this fingerprint (SHA-256) with what it shows:</source>
            <translation>El navegador avisará la primera vez. Compara esta huella (SHA-256) con la que muestra:</translation>
        </message>
        <message>
            <source>Fingerprint of the certificate</source>
            <translation>Huella del certificado</translation>
        </message>
        <message>
            <source>QR code with the address of the panel</source>
            <translation>Código QR con la dirección del panel</translation>
        </message>
        <message>
            <source>Scan it with the phone&apos;s camera</source>
            <translation>Escanéalo con la cámara del celular</translation>
        </message>
        <message>
            <source>Who is signed in</source>
            <translation>Quién tiene sesión abierta</translation>
        </message>
        <message>
            <source>Person</source>
            <translation>Persona</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Dispositivo</translation>
        </message>
        <message>
            <source>From</source>
            <translation>Desde</translation>
        </message>
        <message>
            <source>Last used</source>
            <translation>Último uso</translation>
        </message>
        <message>
            <source>Nobody is signed in.</source>
            <translation>Nadie tiene sesión abierta.</translation>
        </message>
        <message>
            <source>Sign out…</source>
            <translation>Cerrar sesión…</translation>
        </message>
        <message>
            <source>Open it to the local network</source>
            <translation>Permitir en la red local</translation>
        </message>
        <message>
            <source>Make the administrator account…</source>
            <translation>Crear la cuenta de administrador…</translation>
        </message>
        <message>
            <source>The panel is not served.</source>
            <translation>El panel no está activo.</translation>
        </message>
        <message>
            <source>Nobody could sign in yet: the administrator account is missing.</source>
            <translation>Aún nadie podría entrar: falta la cuenta de administrador.</translation>
        </message>
        <message>
            <source>At the moment it opens on this computer only.</source>
            <translation>Por ahora solo abre en esta computadora.</translation>
        </message>
        <message>
            <source>This computer is in no network at the moment.</source>
            <translation>Esta computadora no está en ninguna red por ahora.</translation>
        </message>
        <message>
            <source>Sign out</source>
            <translation>Cerrar sesión</translation>
        </message>
        <message>
            <source>Sign %1 out on %2?</source>
            <translation>¿Cerrar la sesión de %1 en %2?</translation>
        </message>
        <message>
            <source>With the password they can sign in again. Who must not come back is kept out under Settings › Users.</source>
            <translation>Con la contraseña puede volver a entrar. A quien no deba volver, quítale el acceso en Configuración › Usuarios.</translation>
        </message>
    </context>
    <context>
        <name>desk::PanelView</name>
        <message>
            <source>Panel</source>
            <translation>Panel</translation>
        </message>
        <message>
            <source>Open link</source>
            <translation>Abrir enlace</translation>
        </message>
        <message>
            <source>Open this address in the browser?</source>
            <translation>¿Abrir esta dirección en el navegador?</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Abrir</translation>
        </message>
        <message>
            <source>Save file</source>
            <translation>Guardar archivo</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::BackupPage</name>
        <message>
            <source>Backup</source>
            <translation>Respaldo</translation>
        </message>
        <message>
            <source>Tickets, conversations, photos and settings. The WhatsApp session is never in it: after a restore the phone is linked anew.</source>
            <translation>Tickets, conversaciones, fotos y configuración. La sesión de WhatsApp nunca se incluye: al restaurar se vincula de nuevo el celular.</translation>
        </message>
        <message>
            <source>Back up now last backup result</source>
            <translation>Respaldar ahora último respaldo resultado</translation>
        </message>
        <message>
            <source>Daily backup</source>
            <translation>Respaldo diario</translation>
        </message>
        <message>
            <source>Choose folder drive share</source>
            <translation>Elegir carpeta unidad memoria USB red compartida</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>Restaurar</translation>
        </message>
        <message>
            <source>Restore go back to a backup</source>
            <translation>Restaurar volver a un respaldo</translation>
        </message>
        <message>
            <source>Back up now</source>
            <translation>Respaldar ahora</translation>
        </message>
        <message>
            <source>Choose folder…</source>
            <translation>Elegir carpeta…</translation>
        </message>
        <message>
            <source>Folder for backups</source>
            <translation>Carpeta de respaldos</translation>
        </message>
        <message>
            <source>Restart now</source>
            <translation>Reiniciar ahora</translation>
        </message>
        <message>
            <source>Do not restore</source>
            <translation>No restaurar</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>Fecha</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Tamaño</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Archivo</translation>
        </message>
        <message>
            <source>There is no backup in the folder.</source>
            <translation>No hay respaldos en la carpeta.</translation>
        </message>
        <message>
            <source>Another file…</source>
            <translation>Otro archivo…</translation>
        </message>
        <message>
            <source>Backup to restore</source>
            <translation>Respaldo que se restaura</translation>
        </message>
        <message>
            <source>Backups (desk-*.db)</source>
            <translation>Respaldos (desk-*.db)</translation>
        </message>
        <message>
            <source>Restore…</source>
            <translation>Restaurar…</translation>
        </message>
        <message>
            <source>At present: %1</source>
            <translation>Ahora: %1</translation>
        </message>
        <message>
            <source>%1 takes this desk&apos;s place at the next start.</source>
            <translation>%1 toma el lugar de esta mesa en el próximo arranque.</translation>
        </message>
        <message>
            <source>%1 was not restored; the desk is as it was.</source>
            <translation>No se restauró %1; la mesa sigue como estaba.</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>Descartar</translation>
        </message>
        <message>
            <source>A backup is being made…</source>
            <translation>Haciendo el respaldo…</translation>
        </message>
        <message>
            <source>Go back to the desk of %1?</source>
            <translation>¿Volver a la mesa de %1?</translation>
        </message>
        <message>
            <source>What came since then is not in it. The desk as it is now stays in a folder of its own. WhatsApp has to be linked again, and messages that waited in the backup go out only when somebody sends them again.</source>
            <translation>Lo que llegó después no está ahí. La mesa de ahora se conserva en su propia carpeta. Hay que vincular WhatsApp de nuevo, y los mensajes que esperaban en el respaldo solo salen si alguien los reenvía.</translation>
        </message>
        <message>
            <source>Restore at the next start</source>
            <translation>Restaurar en el próximo arranque</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::BackupWords</name>
        <message>
            <source>The folder is not there. Plug the drive in, or choose another folder.</source>
            <translation>La carpeta no está. Conecta la unidad o elige otra carpeta.</translation>
        </message>
        <message>
            <source>Nothing can be written to the folder. Look at its permissions, or choose another.</source>
            <translation>No se puede escribir en la carpeta. Revisa sus permisos o elige otra.</translation>
        </message>
        <message>
            <source>There is not enough room. Make some, or choose another folder.</source>
            <translation>No hay espacio suficiente. Libera un poco o elige otra carpeta.</translation>
        </message>
        <message>
            <source>The copy is not whole. If it goes on, the disk may be failing: back up to another one.</source>
            <translation>La copia no está completa. Si se repite, el disco puede estar fallando: respalda en otro.</translation>
        </message>
        <message>
            <source>It was made by a newer Ventanilla. Update this one first.</source>
            <translation>Lo hizo una versión más nueva de Ventanilla. Actualiza esta primero.</translation>
        </message>
        <message>
            <source>This file is no backup of Ventanilla.</source>
            <translation>Este archivo no es un respaldo de Ventanilla.</translation>
        </message>
        <message>
            <source>It was broken off because Ventanilla closed.</source>
            <translation>Se interrumpió porque Ventanilla se cerró.</translation>
        </message>
        <message>
            <source>One is being made already.</source>
            <translation>Ya se está haciendo uno.</translation>
        </message>
        <message>
            <source>It could not be written. The log says more.</source>
            <translation>No se pudo escribir. El registro dice más.</translation>
        </message>
        <message>
            <source>The last good one: %1, %2.</source>
            <translation>El último bueno: %1, %2.</translation>
        </message>
        <message>
            <source>There is none yet.</source>
            <translation>Aún no hay ninguno.</translation>
        </message>
        <message>
            <source>A backup is being made…</source>
            <translation>Haciendo el respaldo…</translation>
        </message>
        <message>
            <source>No backup has been made yet.</source>
            <translation>Aún no se ha hecho ningún respaldo.</translation>
        </message>
        <message>
            <source>Last backup: %1, %2. It is whole.</source>
            <translation>Último respaldo: %1, %2. Está completo.</translation>
        </message>
        <message>
            <source>The backup of %1 was not made.</source>
            <translation>El respaldo de %1 no se hizo.</translation>
        </message>
    </context>
    <context>
        <name>desk::PasskeyView</name>
        <message>
            <source>Passkey for WhatsApp</source>
            <translation>Llave de acceso para WhatsApp</translation>
        </message>
        <message>
            <source>Account:</source>
            <translation>Cuenta:</translation>
        </message>
        <message>
            <source>PIN of the security key:</source>
            <translation>NIP de la llave de seguridad:</translation>
        </message>
        <message>
            <source>That was not it. PIN of the security key (%1 attempts left):</source>
            <translation>No es ese. NIP de la llave de seguridad (quedan %1 intentos):</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::WebhookList</name>
        <message>
            <source>Address</source>
            <translation>Dirección</translation>
        </message>
        <message>
            <source>About</source>
            <translation>Para qué</translation>
        </message>
        <message>
            <source>Topics</source>
            <translation>Temas</translation>
        </message>
        <message>
            <source>Last delivery</source>
            <translation>Última entrega</translation>
        </message>
        <message>
            <source>No webhooks. Another program can be told of every change at once.</source>
            <translation>No hay webhooks. Otro programa puede enterarse al momento de cada cambio.</translation>
        </message>
        <message>
            <source>Add webhook…</source>
            <translation>Agregar webhook…</translation>
        </message>
        <message>
            <source>Change…</source>
            <translation>Cambiar…</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>Probar</translation>
        </message>
        <message>
            <source>Switch off</source>
            <translation>Desactivar</translation>
        </message>
        <message>
            <source>Switch on</source>
            <translation>Activar</translation>
        </message>
        <message>
            <source>New secret…</source>
            <translation>Secreto nuevo…</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>Quitar…</translation>
        </message>
        <message>
            <source>Switched off</source>
            <translation>Desactivado</translation>
        </message>
        <message>
            <source>None yet</source>
            <translation>Aún ninguna</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Todos</translation>
        </message>
        <message numerus="yes">
            <source>%n waiting</source>
            <translation>
                <numerusform>%n en espera</numerusform>
                <numerusform>%n en espera</numerusform>
            </translation>
        </message>
        <message>
            <source>New webhook</source>
            <translation>Webhook nuevo</translation>
        </message>
        <message>
            <source>Change webhook</source>
            <translation>Cambiar webhook</translation>
        </message>
        <message>
            <source>Add webhook</source>
            <translation>Agregar webhook</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Guardar</translation>
        </message>
        <message>
            <source>&amp;Address</source>
            <translation>&amp;Dirección</translation>
        </message>
        <message>
            <source>A&amp;bout</source>
            <translation>Para &amp;qué</translation>
        </message>
        <message>
            <source>&amp;Topics</source>
            <translation>&amp;Temas</translation>
        </message>
        <message>
            <source>None chosen: all of them.</source>
            <translation>Sin elegir ninguno: todos.</translation>
        </message>
        <message>
            <source>Copy the secret now: the receiver checks the signature with it, and it is not shown again.</source>
            <translation>Copia el secreto ahora: con él se comprueba la firma, y no se vuelve a mostrar.</translation>
        </message>
        <message>
            <source>New secret</source>
            <translation>Secreto nuevo</translation>
        </message>
        <message>
            <source>Make secret</source>
            <translation>Crear secreto</translation>
        </message>
        <message>
            <source>Deliveries are signed with the new one at once; the receiver needs it.</source>
            <translation>Las entregas se firman de inmediato con el nuevo; quien las recibe lo necesita.</translation>
        </message>
        <message>
            <source>Copy the secret now; it is not shown again.</source>
            <translation>Copia el secreto ahora; no se vuelve a mostrar.</translation>
        </message>
        <message>
            <source>Remove webhook</source>
            <translation>Quitar webhook</translation>
        </message>
        <message>
            <source>Post nothing more to %1?</source>
            <translation>¿Ya no enviar nada a %1?</translation>
        </message>
        <message>
            <source>What waits for it is dropped, and the list of its deliveries goes.</source>
            <translation>Lo que esperaba se descarta y se borra la lista de sus entregas.</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Quitar</translation>
        </message>
        <message>
            <source>Sending a test…</source>
            <translation>Enviando una prueba…</translation>
        </message>
        <message>
            <source>It is switched off.</source>
            <translation>Está desactivado.</translation>
        </message>
        <message>
            <source>The test waits behind deliveries that did not get through yet.</source>
            <translation>La prueba espera detrás de entregas que aún no pasan.</translation>
        </message>
        <message>
            <source>Taken, %1</source>
            <translation>Aceptada, %1</translation>
        </message>
        <message>
            <source>Answered %1, %2</source>
            <translation>Contestó %1, %2</translation>
        </message>
        <message>
            <source>The address is in the local network, which is not allowed.</source>
            <translation>La dirección está en la red local, lo que no se permite.</translation>
        </message>
        <message>
            <source>Nobody knows that name, %1</source>
            <translation>Nadie conoce ese nombre, %1</translation>
        </message>
        <message>
            <source>No answer in time, %1</source>
            <translation>No contestó a tiempo, %1</translation>
        </message>
        <message>
            <source>Not reached, %1</source>
            <translation>No se alcanzó, %1</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>En espera</translation>
        </message>
        <message>
            <source>Write a whole address with http:// or https://, without user, password or #.</source>
            <translation>Escribe una dirección completa con http:// o https://, sin usuario, contraseña ni #.</translation>
        </message>
        <message>
            <source>There are as many webhooks as there may be.</source>
            <translation>Ya hay tantos webhooks como puede haber.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::AttachmentRows</name>
        <message>
            <source>Attach files</source>
            <translation>Adjuntar archivos</translation>
        </message>
        <message>
            <source>Remove %1</source>
            <translation>Quitar %1</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Quitar</translation>
        </message>
        <message>
            <source>The file is %1 and the limit is %2.</source>
            <translation>El archivo pesa %1 y el límite es %2.</translation>
        </message>
        <message>
            <source>Pasted picture</source>
            <translation>Imagen pegada</translation>
        </message>
        <message>
            <source>The file is empty.</source>
            <translation>El archivo está vacío.</translation>
        </message>
        <message>
            <source>The picture could not be kept.</source>
            <translation>No se pudo guardar la imagen.</translation>
        </message>
        <message>
            <source>It goes as a document.</source>
            <translation>Irá como documento.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::DayChooser</name>
        <message>
            <source>Go to a day</source>
            <translation>Ir a un día</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::EmojiPicker</name>
        <message>
            <source>Emoji</source>
            <translation>Emoji</translation>
        </message>
        <message>
            <source>Search emoji</source>
            <translation>Buscar emoji</translation>
        </message>
        <message>
            <source>This computer has no emoji font: some may look empty here. They arrive all the same.</source>
            <translation>Este equipo no tiene fuente de emoji: algunos pueden verse vacíos aquí. Llegan igual.</translation>
        </message>
        <message>
            <source>Used last</source>
            <translation>Usados hace poco</translation>
        </message>
        <message>
            <source>Faces and feelings</source>
            <translation>Caras y emociones</translation>
        </message>
        <message>
            <source>People</source>
            <translation>Personas</translation>
        </message>
        <message>
            <source>Animals and nature</source>
            <translation>Animales y naturaleza</translation>
        </message>
        <message>
            <source>Food and drink</source>
            <translation>Comida y bebida</translation>
        </message>
        <message>
            <source>Travel and places</source>
            <translation>Viajes y lugares</translation>
        </message>
        <message>
            <source>Activities</source>
            <translation>Actividades</translation>
        </message>
        <message>
            <source>Things</source>
            <translation>Objetos</translation>
        </message>
        <message>
            <source>Symbols</source>
            <translation>Símbolos</translation>
        </message>
        <message>
            <source>Flags</source>
            <translation>Banderas</translation>
        </message>
        <message>
            <source>Nothing is called that.</source>
            <translation>Ninguno se llama así.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::MessageCommands</name>
        <message>
            <source>Delete for everyone?</source>
            <translation>¿Borrar para todos?</translation>
        </message>
        <message>
            <source>Delete this message for everyone?</source>
            <translation>¿Borrar este mensaje para todos?</translation>
        </message>
        <message>
            <source>It disappears from the customer&apos;s phone too. Here it stays marked as taken back.</source>
            <translation>Desaparece también del celular del cliente. Aquí queda marcado como borrado.</translation>
        </message>
        <message>
            <source>Delete for everyone</source>
            <translation>Borrar para todos</translation>
        </message>
        <message>
            <source>Save file</source>
            <translation>Guardar archivo</translation>
        </message>
        <message>
            <source>The file was saved.</source>
            <translation>El archivo se guardó.</translation>
        </message>
        <message>
            <source>The file could not be saved there.</source>
            <translation>El archivo no se pudo guardar ahí.</translation>
        </message>
        <message>
            <source>No program could open it. Save it instead.</source>
            <translation>Ningún programa pudo abrirlo. Mejor guárdalo.</translation>
        </message>
        <message>
            <source>Written: %1</source>
            <translation>Escrito: %1</translation>
        </message>
        <message>
            <source>Accepted by WhatsApp: %1</source>
            <translation>WhatsApp lo aceptó: %1</translation>
        </message>
        <message>
            <source>On the phone: %1</source>
            <translation>Llegó al celular: %1</translation>
        </message>
        <message>
            <source>Read: %1</source>
            <translation>Leído: %1</translation>
        </message>
        <message>
            <source>Cause: %1</source>
            <translation>Causa: %1</translation>
        </message>
        <message>
            <source>Identifier: %1</source>
            <translation>Identificador: %1</translation>
        </message>
        <message>
            <source>Refused message</source>
            <translation>Mensaje rechazado</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>Mensaje</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Copiar</translation>
        </message>
        <message>
            <source>Open this address?</source>
            <translation>¿Abrir esta dirección?</translation>
        </message>
        <message>
            <source>The message leads to this address. Open it only if you trust it.</source>
            <translation>El mensaje lleva a esta dirección. Ábrela solo si confías en ella.</translation>
        </message>
        <message>
            <source>Open in the browser</source>
            <translation>Abrir en el navegador</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::MessageMenu</name>
        <message>
            <source>Play</source>
            <translation>Reproducir</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pausar</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>Velocidad</translation>
        </message>
        <message>
            <source>Open %1…</source>
            <translation>Abrir %1…</translation>
        </message>
        <message>
            <source>Copy the selection</source>
            <translation>Copiar la selección</translation>
        </message>
        <message>
            <source>Copy text</source>
            <translation>Copiar texto</translation>
        </message>
        <message>
            <source>Reply to this</source>
            <translation>Responder a este mensaje</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>Editar</translation>
        </message>
        <message>
            <source>Go to the quoted message</source>
            <translation>Ir al mensaje citado</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Ver detalle</translation>
        </message>
        <message>
            <source>Delete for everyone…</source>
            <translation>Borrar para todos…</translation>
        </message>
        <message>
            <source>React</source>
            <translation>Reaccionar</translation>
        </message>
        <message>
            <source>Another emoji…</source>
            <translation>Otro emoji…</translation>
        </message>
        <message>
            <source>Take the reaction back</source>
            <translation>Quitar la reacción</translation>
        </message>
        <message>
            <source>Open with another program</source>
            <translation>Abrir con otro programa</translation>
        </message>
        <message>
            <source>Save file…</source>
            <translation>Guardar archivo…</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::QuickReplyList</name>
        <message>
            <source>Quick replies</source>
            <translation>Respuestas rápidas</translation>
        </message>
        <message>
            <source>There are no quick replies yet. They are written in the settings.</source>
            <translation>Aún no hay respuestas rápidas. Se escriben en Configuración.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::RecordingBar</name>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>Send voice note</source>
            <translation>Enviar nota de voz</translation>
        </message>
        <message>
            <source>Recording %1</source>
            <translation>Grabando %1</translation>
        </message>
        <message>
            <source>Preparing the voice note…</source>
            <translation>Preparando la nota de voz…</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::SuggestionCard</name>
        <message>
            <source>language model</source>
            <translation>modelo de lenguaje</translation>
        </message>
        <message>
            <source>local rules</source>
            <translation>reglas locales</translation>
        </message>
        <message>
            <source>Suggestion</source>
            <translation>Sugerencia</translation>
        </message>
        <message>
            <source>The assistant is thinking</source>
            <translation>El asistente está pensando</translation>
        </message>
        <message>
            <source>The model did not answer; the local rules were used.</source>
            <translation>El modelo no respondió; se usaron las reglas locales.</translation>
        </message>
        <message>
            <source>Little certainty</source>
            <translation>Poca certeza</translation>
        </message>
        <message>
            <source>Similar tickets</source>
            <translation>Tickets parecidos</translation>
        </message>
        <message>
            <source>Insert in the reply</source>
            <translation>Insertar en la respuesta</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>Descartar</translation>
        </message>
        <message>
            <source>Ask the assistant</source>
            <translation>Preguntar al asistente</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::WritingAid</name>
        <message>
            <source>Thinking…</source>
            <translation>Pensando…</translation>
        </message>
        <message>
            <source>Suggest</source>
            <translation>Sugerir</translation>
        </message>
        <message>
            <source>Improve</source>
            <translation>Mejorar</translation>
        </message>
        <message>
            <source>Let the assistant suggest an answer. You decide what is sent.</source>
            <translation>Deja que el asistente sugiera una respuesta. Tú decides qué se envía.</translation>
        </message>
        <message>
            <source>Let the assistant say it better. Ctrl+Z brings your words back.</source>
            <translation>Deja que el asistente lo diga mejor. Ctrl+Z regresa tus palabras.</translation>
        </message>
        <message>
            <source>The assistant&apos;s words were of no use. Write them yourself this time.</source>
            <translation>Lo que propuso el asistente no sirve. Esta vez escríbelo tú.</translation>
        </message>
        <message>
            <source>The assistant did not answer. Try again in a moment.</source>
            <translation>El asistente no respondió. Intenta de nuevo en un momento.</translation>
        </message>
        <message>
            <source>You went on writing, so the assistant&apos;s words were left out.</source>
            <translation>Seguiste escribiendo; lo del asistente se descartó.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::ContextRow</name>
        <message>
            <source>Leave it</source>
            <translation>Dejarlo</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::VoiceButton</name>
        <message>
            <source>Record a voice note</source>
            <translation>Grabar nota de voz</translation>
        </message>
        <message>
            <source>No microphone was found.</source>
            <translation>No se encontró ningún micrófono.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::CustomerDetails</name>
        <message>
            <source>Wants no messages</source>
            <translation>No quiere mensajes</translation>
        </message>
        <message>
            <source>Customer</source>
            <translation>Cliente</translation>
        </message>
        <message>
            <source>Merge…</source>
            <translation>Unir…</translation>
        </message>
        <message>
            <source>Another customer is the same person</source>
            <translation>Otro cliente es la misma persona</translation>
        </message>
        <message>
            <source>Numbers</source>
            <translation>Números</translation>
        </message>
        <message>
            <source>What colleagues should know of this customer</source>
            <translation>Lo que el equipo debe saber de este cliente</translation>
        </message>
        <message>
            <source>Notes</source>
            <translation>Notas</translation>
        </message>
        <message>
            <source>Identity</source>
            <translation>Identidad</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nombre</translation>
        </message>
        <message>
            <source>Department</source>
            <translation>Departamento</translation>
        </message>
        <message>
            <source>Spanish</source>
            <translation>Español</translation>
        </message>
        <message>
            <source>Portuguese</source>
            <translation>Portugués</translation>
        </message>
        <message>
            <source>English</source>
            <translation>Inglés</translation>
        </message>
        <message>
            <source>In which the assistant writes to them</source>
            <translation>En el que le escribe el asistente</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Idioma</translation>
        </message>
        <message>
            <source>Nothing is sent to them, notices included</source>
            <translation>No se le envía nada, tampoco avisos</translation>
        </message>
        <message>
            <source>Customer since %1</source>
            <translation>Cliente desde el %1</translation>
        </message>
        <message>
            <source>Copy the number</source>
            <translation>Copiar el número</translation>
        </message>
        <message>
            <source>Hide the number</source>
            <translation>Ocultar el número</translation>
        </message>
        <message>
            <source>Show the number</source>
            <translation>Mostrar el número</translation>
        </message>
        <message>
            <source>WhatsApp keeps one of their addresses hidden.</source>
            <translation>WhatsApp oculta una de sus direcciones.</translation>
        </message>
        <message>
            <source>No number: they came in person.</source>
            <translation>Sin número: vino en persona.</translation>
        </message>
        <message>
            <source>Somebody without a name</source>
            <translation>Sin nombre</translation>
        </message>
        <message>
            <source>Merged with %1</source>
            <translation>Unido con %1</translation>
        </message>
        <message>
            <source>Separated from %1</source>
            <translation>Separado de %1</translation>
        </message>
        <message>
            <source>%1 turned out to be the same person</source>
            <translation>%1 resultó ser la misma persona</translation>
        </message>
        <message>
            <source>Another address became known</source>
            <translation>Se conoció otra dirección suya</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Deshacer</translation>
        </message>
        <message>
            <source>Always one and the same.</source>
            <translation>Siempre ha sido uno solo.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::CustomerListModel</name>
        <message numerus="yes">
            <source>%n open</source>
            <translation>
                <numerusform>%n abierto</numerusform>
                <numerusform>%n abiertos</numerusform>
            </translation>
        </message>
        <message>
            <source>no number</source>
            <translation>sin número</translation>
        </message>
        <message>
            <source>wants no messages</source>
            <translation>no quiere mensajes</translation>
        </message>
        <message>
            <source>Somebody without a name</source>
            <translation>Sin nombre</translation>
        </message>
        <message numerus="yes">
            <source>%n open tickets</source>
            <translation>
                <numerusform>%n ticket abierto</numerusform>
                <numerusform>%n tickets abiertos</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>desk::ui::CustomersPane</name>
        <message>
            <source>Customers</source>
            <translation>Clientes</translation>
        </message>
        <message>
            <source>Choose a customer to see what is known of them, and their tickets.</source>
            <translation>Elige un cliente para ver sus datos y sus tickets.</translation>
        </message>
        <message>
            <source>Name, department or number</source>
            <translation>Nombre, departamento o número</translation>
        </message>
        <message>
            <source>Search customers</source>
            <translation>Buscar clientes</translation>
        </message>
        <message>
            <source>Tickets</source>
            <translation>Tickets</translation>
        </message>
        <message>
            <source>Tickets of this customer</source>
            <translation>Tickets de este cliente</translation>
        </message>
        <message>
            <source>No tickets yet.</source>
            <translation>Sin tickets todavía.</translation>
        </message>
        <message>
            <source>Merged. It can be undone under Identity.</source>
            <translation>Clientes unidos. Puedes deshacerlo en Identidad.</translation>
        </message>
        <message>
            <source>The customers could not be read.</source>
            <translation>No se pudieron leer los clientes.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Reintentar</translation>
        </message>
        <message>
            <source>No customers yet. Whoever writes appears here.</source>
            <translation>Aún no hay clientes. Quien escriba aparece aquí.</translation>
        </message>
        <message>
            <source>Nobody found for “%1”. Numbers are found from four digits on.</source>
            <translation>Nadie coincide con «%1». Los números se buscan desde cuatro dígitos.</translation>
        </message>
        <message>
            <source>Clear search</source>
            <translation>Borrar búsqueda</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::FileStrip</name>
        <message>
            <source>Show in the conversation</source>
            <translation>Ver en la conversación</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::FilterBar</name>
        <message>
            <source>Filters</source>
            <translation>Filtros</translation>
        </message>
        <message>
            <source>New</source>
            <translation>Nuevos</translation>
        </message>
        <message>
            <source>In our hands</source>
            <translation>En nuestras manos</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>Esperando</translation>
        </message>
        <message>
            <source>Ready or handed over</source>
            <translation>Listos o entregados</translation>
        </message>
        <message>
            <source>Closed</source>
            <translation>Cerrados</translation>
        </message>
        <message numerus="yes">
            <source>No news for %n days</source>
            <translation>
                <numerusform>Sin novedades en %n día</numerusform>
                <numerusform>Sin novedades en %n días</numerusform>
            </translation>
        </message>
        <message>
            <source>Filter %1: take it away</source>
            <translation>Filtro %1: quitarlo</translation>
        </message>
        <message>
            <source>Take this filter away</source>
            <translation>Quitar este filtro</translation>
        </message>
        <message>
            <source>Priority: %1</source>
            <translation>Prioridad: %1</translation>
        </message>
        <message>
            <source>Of nobody</source>
            <translation>Sin asignar</translation>
        </message>
        <message>
            <source>Of somebody else</source>
            <translation>De otra persona</translation>
        </message>
        <message>
            <source>Clear filters</source>
            <translation>Quitar filtros</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>Guardar…</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::HistoryWords</name>
        <message>
            <source>Person</source>
            <translation>Usuario</translation>
        </message>
        <message>
            <source>Department</source>
            <translation>Departamento</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Equipo</translation>
        </message>
        <message>
            <source>Asset number</source>
            <translation>N.º de activo</translation>
        </message>
        <message>
            <source>Fault</source>
            <translation>Falla</translation>
        </message>
        <message>
            <source>Fault in detail</source>
            <translation>Detalle de la falla</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>Categoría</translation>
        </message>
        <message>
            <source>Subcategory</source>
            <translation>Subcategoría</translation>
        </message>
        <message>
            <source>Priority</source>
            <translation>Prioridad</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>Etiquetas</translation>
        </message>
        <message>
            <source>Diagnosis</source>
            <translation>Diagnóstico</translation>
        </message>
        <message>
            <source>Customer</source>
            <translation>Cliente</translation>
        </message>
        <message>
            <source>Ticket opened</source>
            <translation>Ticket abierto</translation>
        </message>
        <message>
            <source>Assigned to nobody</source>
            <translation>Sin asignar</translation>
        </message>
        <message>
            <source>Assigned</source>
            <translation>Asignado</translation>
        </message>
        <message>
            <source>Assigned to %1</source>
            <translation>Asignado a %1</translation>
        </message>
        <message>
            <source>Note deleted</source>
            <translation>Nota borrada</translation>
        </message>
        <message>
            <source>Note changed</source>
            <translation>Nota cambiada</translation>
        </message>
        <message>
            <source>Note written</source>
            <translation>Nota escrita</translation>
        </message>
        <message>
            <source>Customers merged or separated</source>
            <translation>Clientes unidos o separados</translation>
        </message>
        <message>
            <source>Assistant</source>
            <translation>Asistente</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::KeysDialog</name>
        <message>
            <source>Keys</source>
            <translation>Atajos</translation>
        </message>
        <message>
            <source>In lists</source>
            <translation>En las listas</translation>
        </message>
        <message>
            <source>Open the next or the previous one</source>
            <translation>Abrir el siguiente o el anterior</translation>
        </message>
        <message>
            <source>Show the message that a search found, or what a row is about</source>
            <translation>Ver el mensaje encontrado, o aquello de lo que trata la fila</translation>
        </message>
        <message>
            <source>Take away a filter or a tag; discard a message of the outbox</source>
            <translation>Quitar un filtro o una etiqueta; descartar un mensaje de la bandeja de salida</translation>
        </message>
        <message>
            <source>Choose from the statuses that may follow</source>
            <translation>Elegir entre los estados que pueden seguir</translation>
        </message>
        <message>
            <source>While writing</source>
            <translation>Al escribir</translation>
        </message>
        <message>
            <source>Send</source>
            <translation>Enviar</translation>
        </message>
        <message>
            <source>New line</source>
            <translation>Nueva línea</translation>
        </message>
        <message>
            <source>Quick replies, at the begin of a line</source>
            <translation>Respuestas rápidas, al inicio de una línea</translation>
        </message>
        <message>
            <source>Change the last message, while nothing is written</source>
            <translation>Editar el último mensaje, con el campo vacío</translation>
        </message>
        <message>
            <source>In the conversation</source>
            <translation>En la conversación</translation>
        </message>
        <message>
            <source>From message to message</source>
            <translation>De mensaje en mensaje</translation>
        </message>
        <message>
            <source>The first thing that can be done with it</source>
            <translation>Lo primero que se puede hacer con él</translation>
        </message>
        <message>
            <source>To the begin, to the end</source>
            <translation>Al inicio, al final</translation>
        </message>
        <message>
            <source>All that can be done with it</source>
            <translation>Todo lo que se puede hacer con él</translation>
        </message>
        <message>
            <source>Everywhere</source>
            <translation>En todas partes</translation>
        </message>
        <message>
            <source>Leave the innermost thing; no text is lost</source>
            <translation>Salir de lo más interno; ningún texto se pierde</translation>
        </message>
        <message>
            <source>To the next field or button</source>
            <translation>Al siguiente campo o botón</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::ListMenu</name>
        <message>
            <source>Newest</source>
            <translation>Nuevos</translation>
        </message>
        <message>
            <source>Recent</source>
            <translation>Recientes</translation>
        </message>
        <message>
            <source>Waiting longest</source>
            <translation>Más espera</translation>
        </message>
        <message>
            <source>Priority</source>
            <comment>an order</comment>
            <translation>Prioridad</translation>
        </message>
        <message>
            <source>Sort by</source>
            <translation>Ordenar por</translation>
        </message>
        <message>
            <source>&amp;Recent activity</source>
            <translation>Actividad &amp;reciente</translation>
        </message>
        <message>
            <source>&amp;Newest</source>
            <translation>Más &amp;nuevos</translation>
        </message>
        <message>
            <source>&amp;Waiting longest</source>
            <translation>Quien más &amp;espera</translation>
        </message>
        <message>
            <source>&amp;Priority</source>
            <translation>&amp;Prioridad</translation>
        </message>
        <message>
            <source>Show only</source>
            <translation>Mostrar solo</translation>
        </message>
        <message>
            <source>&amp;Status</source>
            <translation>E&amp;stado</translation>
        </message>
        <message>
            <source>Pr&amp;iority</source>
            <translation>Pr&amp;ioridad</translation>
        </message>
        <message>
            <source>&amp;Assigned to</source>
            <translation>&amp;Asignado a</translation>
        </message>
        <message>
            <source>Nobody</source>
            <translation>Nadie</translation>
        </message>
        <message>
            <source>&amp;Category</source>
            <translation>&amp;Categoría</translation>
        </message>
        <message>
            <source>&amp;Tag</source>
            <translation>E&amp;tiqueta</translation>
        </message>
        <message>
            <source>Without ne&amp;ws</source>
            <translation>Sin no&amp;vedades</translation>
        </message>
        <message>
            <source>C&amp;lear filters</source>
            <translation>&amp;Quitar filtros</translation>
        </message>
        <message>
            <source>&amp;Keep as “%1”</source>
            <translation>&amp;Guardar cambios en «%1»</translation>
        </message>
        <message>
            <source>Save as &amp;filter…</source>
            <translation>Guardar como &amp;filtro…</translation>
        </message>
        <message>
            <source>Rena&amp;me “%1”…</source>
            <translation>Cambiar no&amp;mbre de «%1»…</translation>
        </message>
        <message>
            <source>&amp;Delete “%1”</source>
            <translation>&amp;Borrar «%1»</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::MergeDialog</name>
        <message>
            <source>Merge</source>
            <translation>Unir</translation>
        </message>
        <message>
            <source>Merge customers</source>
            <translation>Unir clientes</translation>
        </message>
        <message>
            <source>Who is the same person as %1? What is theirs goes over to %1. It can be undone.</source>
            <translation>¿Quién es la misma persona que %1? Lo suyo pasa a %1. Se puede deshacer.</translation>
        </message>
        <message>
            <source>Name, department or number</source>
            <translation>Nombre, departamento o número</translation>
        </message>
        <message>
            <source>Search customers</source>
            <translation>Buscar clientes</translation>
        </message>
        <message>
            <source>Customers</source>
            <translation>Clientes</translation>
        </message>
        <message>
            <source>Choose a customer to see what goes over.</source>
            <translation>Elige un cliente para ver qué pasaría.</translation>
        </message>
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
                <numerusform>%n mensaje</numerusform>
                <numerusform>%n mensajes</numerusform>
            </translation>
        </message>
        <message>
            <source>the number %1</source>
            <translation>el número %1</translation>
        </message>
        <message>
            <source>From %1 to %2 go: %3.</source>
            <translation>De %1 a %2 pasan: %3.</translation>
        </message>
        <message>
            <source>Both have notes: they are kept one below the other.</source>
            <translation>Los dos tienen notas: se conservan una debajo de otra.</translation>
        </message>
        <message>
            <source>One of them wants no messages: that will hold for both.</source>
            <translation>Uno no quiere mensajes: valdrá para los dos.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::OpenCustomer</name>
        <message>
            <source>%1 is a customer of their own again.</source>
            <translation>%1 vuelve a ser un cliente aparte.</translation>
        </message>
        <message>
            <source>One of the two has been merged again since. Undo that first.</source>
            <translation>Uno de los dos se unió otra vez después. Deshaz eso primero.</translation>
        </message>
        <message>
            <source>That was undone already.</source>
            <translation>Eso ya se deshizo.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::OutboxDetails</name>
        <message>
            <source>Message</source>
            <translation>Mensaje</translation>
        </message>
        <message>
            <source>Words of the message</source>
            <translation>Texto del mensaje</translation>
        </message>
        <message>
            <source>Assistant</source>
            <translation>Asistente</translation>
        </message>
        <message>
            <source>It has left this computer; WhatsApp has not accepted it yet.</source>
            <translation>Salió de esta computadora; falta que WhatsApp lo acepte.</translation>
        </message>
        <message>
            <source>It is kept here and leaves by itself, in its order, once there is a connection.</source>
            <translation>Está guardado aquí y sale solo, en su orden, al volver la conexión.</translation>
        </message>
        <message>
            <source>The desk writes no faster than a person would, so that WhatsApp takes no offence.</source>
            <translation>La mesa no escribe más rápido que una persona, para que WhatsApp no restrinja el número.</translation>
        </message>
        <message>
            <source>The last attempt did not work. It is tried again by itself.</source>
            <translation>El último intento no funcionó. Se intenta de nuevo solo.</translation>
        </message>
        <message>
            <source>It leaves by itself as soon as those before it have left.</source>
            <translation>Sale solo en cuanto salgan los anteriores.</translation>
        </message>
        <message>
            <source>It may have left already, so it cannot be taken back here.</source>
            <translation>Puede que ya haya salido: aquí no se puede retirar.</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>Reenviar</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Intentar ahora</translation>
        </message>
        <message>
            <source>There is no connection to WhatsApp</source>
            <translation>No hay conexión con WhatsApp</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Descartar</translation>
        </message>
        <message>
            <source>It stays in the conversation as refused and asks for nobody any more</source>
            <translation>Queda en la conversación como rechazado y ya no pide atención</translation>
        </message>
        <message>
            <source>It is not sent</source>
            <translation>No se envía</translation>
        </message>
        <message>
            <source>Open the conversation</source>
            <translation>Abrir la conversación</translation>
        </message>
        <message>
            <source>Open the customer</source>
            <translation>Ver el cliente</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Estado</translation>
        </message>
        <message>
            <source>Attempts</source>
            <translation>Intentos</translation>
        </message>
        <message>
            <source>Next attempt</source>
            <translation>Próximo intento</translation>
        </message>
        <message>
            <source>Last error</source>
            <translation>Último error</translation>
        </message>
        <message>
            <source>Cause</source>
            <translation>Causa</translation>
        </message>
        <message>
            <source>Identifier</source>
            <translation>Identificador</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::OutboxModel</name>
        <message>
            <source>Somebody without a name</source>
            <translation>Sin nombre</translation>
        </message>
        <message>
            <source>Being sent</source>
            <translation>Enviándose</translation>
        </message>
        <message>
            <source>Waits for the connection</source>
            <translation>Espera la conexión</translation>
        </message>
        <message>
            <source>Held back until %1</source>
            <translation>En pausa hasta %1</translation>
        </message>
        <message>
            <source>Next attempt at %1</source>
            <translation>Próximo intento a las %1</translation>
        </message>
        <message>
            <source>Next in line</source>
            <translation>Por salir</translation>
        </message>
        <message>
            <source>Need somebody</source>
            <translation>Piden atención</translation>
        </message>
        <message>
            <source>Wait to leave</source>
            <translation>En espera de salir</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::OutboxPane</name>
        <message>
            <source>Outbox</source>
            <translation>Bandeja de salida</translation>
        </message>
        <message>
            <source>Messages in the outbox</source>
            <translation>Mensajes de la bandeja de salida</translation>
        </message>
        <message>
            <source>Discarded.</source>
            <translation>Descartado.</translation>
        </message>
        <message numerus="yes">
            <source>%n refused</source>
            <translation>
                <numerusform>%n rechazado</numerusform>
                <numerusform>%n rechazados</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n queued</source>
            <translation>
                <numerusform>%n en cola</numerusform>
                <numerusform>%n en cola</numerusform>
            </translation>
        </message>
        <message>
            <source>The outbox could not be read.</source>
            <translation>No se pudo leer la bandeja de salida.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Reintentar</translation>
        </message>
        <message>
            <source>No refused message. Nothing waits to be sent.</source>
            <translation>Ningún mensaje rechazado. No hay nada en cola.</translation>
        </message>
        <message>
            <source>It may have left already: it cannot be discarded.</source>
            <translation>Puede que ya haya salido: no se puede descartar.</translation>
        </message>
        <message>
            <source>It has left just now.</source>
            <translation>Acaba de salir.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::PlaceHeader</name>
        <message>
            <source>Back to the tickets (Ctrl+1)</source>
            <translation>Volver a los tickets (Ctrl+1)</translation>
        </message>
        <message>
            <source>Back to the tickets</source>
            <translation>Volver a los tickets</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::SavedFilters</name>
        <message>
            <source>There are as many saved filters as there may be. Remove one first.</source>
            <translation>Ya tienes todos los filtros que caben. Borra uno primero.</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TagEditor</name>
        <message>
            <source>Add a tag</source>
            <translation>Agregar etiqueta</translation>
        </message>
        <message>
            <source>Tag %1: take it away</source>
            <translation>Etiqueta %1: quitarla</translation>
        </message>
        <message>
            <source>Take this tag away</source>
            <translation>Quitar esta etiqueta</translation>
        </message>
    </context>
    <context>
        <name>desk::ui::TicketHistoryDialog</name>
        <message>
            <source>History of %1</source>
            <translation>Historial de %1</translation>
        </message>
    </context>
</TS>
